public import Power
public import Units

/// A judged "battery low" line.
public struct LowLine: Sendable, Hashable {
  /// Whether the battery is below ``threshold``; nil unless ``quality`` is good.
  public var isLow: Bool?
  /// Where the comparator trips.
  public var threshold: Volts
  /// When it was read, or when it was last good.
  public var time: Uptime
  /// The sensor and channel it came from.
  public var origin: String
  /// Whether it may be used, and why not.
  public var quality: ReadingQuality
}
