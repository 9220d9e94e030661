import Agent
import ArgumentParser

/// `akkurat restore`
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Puts a copy made by \"akkurat backup\" in the place of the history, also while the agent runs.",
    discussion: """
      What was there is kept beside it as history.sqlite.before-restore. A copy that is damaged, of a later version or \
      no history at all changes nothing. Exit codes: 65 it is such a copy, 66 there is none, 69 no space, 77 not \
      permitted.
      """)

  @Argument(help: "The copy.")
  var file: String

  @OptionGroup var place: HistoryPlace

  func run() throws {
    let path = try place.path()
    let kept: String?
    do throws(HistoryError) {
      kept = try HistoryCopy.restore(file, to: path)
    } catch {
      switch error {
      case .missing(file):
        StandardError.print(
          "There is no file at \(file); name one that \"akkurat backup\" has made. Nothing was changed.")
        throw ExitCode.noInput
      case .damaged(file, let reason):
        StandardError.print("\(file) is not a history, or damaged (\(reason)). Nothing was changed.")
        throw ExitCode.dataError
      default: try HistoryPlace.fail(error)
      }
    }
    print("\(path) holds what \(file) held." + (kept.map { " What it held before is in \($0)." } ?? ""))
  }
}
