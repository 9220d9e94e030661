import Agent
import ArgumentParser
import Mining
import Units

/// What `akkurat perf` and `akkurat miners` do with what happens. Pure: events in, actions out.
protocol AccountFace: Sendable {
  /// The tool's name, for its log.
  static var name: String { get }
  /// Whose account is looked at.
  var user: String { get }
  /// How often it is asked.
  var tick: Duration { get }
  /// The next answer shall come as soon as the limits allow, not after a tick.
  var isImpatient: Bool { get }
  /// Something happened.
  mutating func take(_ event: AccountEvent, at now: Moment) -> [AccountAction]
  /// The screen; nil for a face that prints line after line.
  func screen(width: Int, height: Int, at now: Moment) -> [StyledLine]?
}

/// What happens to a face.
enum AccountEvent: Sendable {
  /// The server answered, so long ago.
  case answer(AccountAnswer, age: Duration)
  /// It did not, and is asked again after a pause.
  case problem(AccountProblem, pause: Duration)
  /// The server may not be asked yet, all programs together; why it said no, where it did.
  case early(Duration, last: String?)
  /// What the rig's agent says; nil without one, with the reason.
  case rig(StatusDocument?, String)
  case key(Key)
  /// The next question is due at this time; never: nil.
  case due(Moment?)
}

/// What a face wants done.
enum AccountAction: Sendable {
  /// Show lines.
  case say([StyledLine])
  /// Show this as the line that is being typed.
  case prompt(String)
  /// Keep lines in the log.
  case log([String])
  /// Keep lines in the log if it is the first of its hour.
  case logHourly([String])
  /// Tell this beside the output, where programs read that.
  case complain(String)
  case suspend
  case leave(ExitCode)
}
