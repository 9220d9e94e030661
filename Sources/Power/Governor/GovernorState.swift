import Units

/// What the governor carries from one decision to the next. Only ``latch`` outlives the process: write it to disk when
/// it changes and hand it back through ``init(latch:)``.
public struct GovernorState: Sendable, Hashable {
  /// Set when the floor was hit; cleared after the resume voltage held.
  public var latch: Latch?
  /// The stage of the last decision.
  public internal(set) var stage: Stage = .run
  /// The host shutdown has begun; it is completed whatever the sun does.
  public internal(set) var isShuttingDown = false

  /// Data has been good without a break since then.
  var goodSince: Uptime?
  /// Below the thresholds since; one clock a stage, so each has its own debounce.
  var belowHoldSince: Uptime?
  var belowShedSince: Uptime?
  var belowFloorSince: Uptime?
  var belowShutdownSince: Uptime?
  /// The resume voltage has held since.
  var resumeSince: Uptime?
  /// The last time protection took a board off, and the last time a board was started.
  var lastShed: Uptime?
  var lastStart: Uptime?
  /// What the state-of-charge policy wanted last, for its hysteresis.
  var policyCount = 0

  /// A fresh state, or one that remembers a latch from before a restart.
  public init(latch: Latch? = nil) {
    self.latch = latch
  }
}
