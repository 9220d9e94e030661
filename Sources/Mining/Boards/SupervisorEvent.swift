internal import Bus
internal import Units

/// What the supervision of a board is told.
enum SupervisorEvent: Sendable, Hashable {
  /// The board's supply was switched.
  case power(Bool)
  case assign(BoardJob)
  /// The pool no longer waits for the job.
  case withdraw
  /// The owner lets the board out of quarantine.
  case release
  /// What kept the board from being reached may be over.
  case retry
  /// The time waited for has come.
  case due
  /// The alarm that was set has come.
  case alarm
  case answered([UInt8])
  /// A transaction failed after it had kept the bus for a while.
  case failed(BusError, took: Duration)
}

/// What follows from an event. No step means: go on with what was planned.
struct SupervisorMove: Sendable, Hashable {
  var events: [BoardEvent] = []
  var step: SessionStep?
  /// When to give the alarm, whatever the step is.
  var alarm: Uptime?

  static func only(_ events: BoardEvent...) -> SupervisorMove { SupervisorMove(events: events) }
}
