internal import Bus
internal import Units

/// What follows from an event: reports first, then one step.
struct SessionMove: Sendable, Hashable {
  var reports: [SessionReport] = []
  var step: SessionStep

  static func transfer(_ messages: I2CMessage...) -> SessionMove { SessionMove(step: .transfer(messages)) }
  static func wait(until time: Uptime) -> SessionMove { SessionMove(step: .wait(until: time)) }
  static func poll(notBefore time: Uptime) -> SessionMove { SessionMove(step: .poll(notBefore: time)) }
  static let idle = SessionMove(step: .idle)

  /// The same step after one more report in front.
  func reporting(_ report: SessionReport) -> SessionMove { SessionMove(reports: [report] + reports, step: step) }
}

/// What to do next with a board.
enum SessionStep: Sendable, Hashable {
  /// One transaction, now; answered by `answered` or `failed`.
  case transfer([I2CMessage])
  /// Nothing until a moment, then `due`. Exact.
  case wait(until: Uptime)
  /// As `wait`, but moved to the next common tick of all boards.
  case poll(notBefore: Uptime)
  /// Nothing until a job comes.
  case idle
}
