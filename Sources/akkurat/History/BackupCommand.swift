import Agent
import ArgumentParser

/// `akkurat backup`
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies the history to one file, also while the agent runs.",
    discussion: """
      The copy is of one moment and needs nothing beside it. Put it back with "akkurat restore". The configuration is \
      not in it. Exit codes: 65 the history is damaged, 66 there is none, 69 no space, 77 not permitted.
      """)

  @Argument(help: "Where the copy goes; an older one there is replaced when the new one is whole.")
  var file: String

  @OptionGroup var place: HistoryPlace

  func run() throws {
    let path = try place.path()
    do throws(HistoryError) {
      try HistoryCopy.backUp(path, to: file)
    } catch {
      try HistoryPlace.fail(error)
    }
  }
}
