internal import Units

/// A conversation with one board in its dialect: a value that is told what happened and says what to do next. It has no
/// clock and no bus. Which answer is right, how often to try again and when to give a board up is not its business.
protocol BoardSession: Sendable {
  /// The hardest job the dialect can express.
  var hardestDifficulty: Int { get }
  /// Takes an event and gives what is to be reported and done.
  mutating func handle(_ event: SessionEvent, at now: Uptime) -> SessionMove
  /// Stops the search nobody waits for; nil where the dialect cannot, or there is none.
  mutating func abort(at now: Uptime) -> SessionMove?
}

extension BoardSession {
  mutating func abort(at now: Uptime) -> SessionMove? { nil }
}
