import Agent
import ArgumentParser
import Bus
import Mining

/// `akkurat board info`
struct BoardInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Asks a board what it runs and how it is.",
    discussion: """
      It writes to the address: name no other chip's. Exit codes: 1 it is no board, 64 wrong usage, 69 nobody answers, \
      75 an agent runs or the board is busy, 77 not permitted.
      """)

  @OptionGroup var place: BoardPlace

  @Flag(help: "Print the answer as JSON.")
  var json = false

  func run() throws {
    let found = try place.open()
    do {
      let report = BoardInfoReport(try BoardPortrait(of: found.address, over: found.line), name: found.section?.name)
      print(json ? report.json(pretty: true) : report.lines.joined(separator: "\n"))
    } catch let failure as BoardServiceFailure {
      throw failure.told()
    }
  }
}
