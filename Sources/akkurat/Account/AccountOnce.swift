import ArgumentParser
import Mining
import Units

/// One question for `--once`; what keeps it from an answer ends the command with its exit code.
enum AccountOnce {
  static func ask(_ shelf: AskingShelf, _ user: String) async throws -> (answer: AccountAnswer, at: Moment) {
    let outcome = await shelf.answer(on: user, maximumAge: .seconds(60), now: { WallClock.now })
    switch outcome {
    case .answer(let answer, let age):
      return (answer, Moment(uptime: SystemTimebase().now, wall: WallClock.now) - age)
    case .problem(let problem, _):
      StandardError.print("\(problem)")
      throw ExitCode(after: problem)
    case .tooEarly(let wait, let last):
      StandardError.print(
        "The server may not be asked for another \(wait.brief): it bans who asks too often.\(last.map { " Before: \($0)" } ?? "")"
      )
      throw ExitCode.temporaryFailure
    }
  }
}
