import Agent
import ArgumentParser
import Bus
import Foundation
import Mining

/// `akkurat board test`
struct BoardTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Gives a board jobs whose answers are known.",
    discussion: """
      The host has made the jobs (difficulty 6) and checks every answer. Which language the board speaks is taken from \
      --dialect or --config, else asked. Exit codes: 0 all answers are right, 1 one is wrong or missing, 64 wrong usage, \
      69 nobody answers, 75 an agent runs or the board is busy, 77 not permitted.
      """)

  @OptionGroup var place: BoardPlace

  @Option(help: "How many jobs; a classic board needs 1.5 s each.")
  var jobs = 5

  @Option(help: "classic, classic85, stream or akkurat.")
  var dialect: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    guard (1...10_000).contains(jobs) else { throw ValidationError("--jobs: write a number from 1 to 10000.") }
    guard dialect.map({ BoardDialect(rawValue: $0) != nil }) ?? true else {
      throw ValidationError("--dialect: write one of \(BoardDialect.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  func run() throws {
    let found = try place.open()
    let spoken: BoardDialect
    do {
      spoken = try dialect.flatMap { BoardDialect(rawValue: $0) } ?? found.section?.dialect ?? Self.asked(found)
    } catch let failure as BoardServiceFailure {
      throw failure.told()
    }
    let board = BoardDescription(id: BoardID(found.section?.name ?? "board"), address: found.address, dialect: spoken)
    var number = 0
    let trial = BoardTrial(of: board, jobs: jobs, over: found.line) { answer in
      number += 1
      if !json { print(BoardTestReport.line(number, answer)) }
    }
    let report = BoardTestReport(trial, board)
    print(json ? report.json(pretty: true) : report.summary)
    guard trial.isPassed else { throw trial.answers.isEmpty ? ExitCode.unavailable : ExitCode.failure }
  }

  /// The short buffer of an ATtiny85 is overrun by the commands of `classic`: a board without a chip id is not guessed at.
  private static func asked(_ found: BoardPlace.Found) throws -> BoardDialect {
    let portrait = try BoardPortrait(of: found.address, over: found.line)
    switch portrait.firmware {
    case .akkurat: return .akkurat
    case .classic where portrait.chip != nil: return .classic
    case .classic:
      StandardError.print(
        "The board at \(found.address) tells no chip id, so it may be an ATtiny85: "
          + "add --dialect classic85, or --dialect classic when it has an ATmega328P.")
      throw ExitCode.usage
    }
  }
}
