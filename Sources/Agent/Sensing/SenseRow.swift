public import Power

/// One channel as `akkurat sense` and the status show it.
public struct SenseRow: Sendable, Hashable {
  /// Sensor and channel: `battery.voltage`.
  public var origin: String
  /// What it tells.
  public var role: SensorRole
  /// In the role's unit, 1 or 0 for a line; nil unless the quality is good.
  public var value: Double?
  /// Whether it may be used, and why not.
  public var quality: ReadingQuality
  /// Since it was measured, or was last good; nil when it never was.
  public var age: Duration?
  /// How long until it is preferred again after trouble; zero when it is.
  public var mistrust: Duration
}
