internal import Bus
internal import Mining
internal import Units

/// What the control loop remembers of one board.
struct BoardRecord: Sendable {
  /// As configured.
  let section: BoardSection
  /// Its place among the workers.
  let worker: WorkerID
  /// Fed since; nil while its supply is off.
  var poweredSince: Uptime?
  /// Not fed since; nil while it is, or when it never was.
  var offSince: Uptime?
  /// It shall mine now.
  var isWanted = false
  /// It gets no jobs until its owner looks at it.
  var isQuarantined = false
  /// Its supply is kept off until then, because it was deaf.
  var restingUntil: Uptime?
  /// Its supply must be off because its bus is being freed.
  var isHeldForBus = false
  /// It was running when that began and has not come back yet; it counts as running.
  var isPausedForBus = false
  /// Its supply is kept off because it holds the bus.
  var isIsolated = false
  /// It has supply and cannot be reached.
  var isMissing = false
  /// Fed since, before its supply was taken away to free the bus.
  var fedBefore: Uptime?
  /// The feedback of its switch shows another thing than was commanded.
  var isMisfed = false
  /// Out of work for the bus tool until then; its supply is not touched by that.
  var heldUntil: Uptime?
  /// Its switch does not do what it is told.
  var hasBrokenSupply = false

  /// May be chosen by the governor.
  var isAvailable: Bool { !isQuarantined && !hasBrokenSupply && !isMisfed && !isIsolated && restingUntil == nil }
}
