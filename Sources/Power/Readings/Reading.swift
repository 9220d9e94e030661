public import Units

/// A judged number: when, from where, how good. The value is there only while it may be used.
public struct Reading<Value: Quantity>: Sendable, Hashable {
  /// The number; nil unless ``quality`` is good.
  public var value: Value?
  /// When it was measured, or when it was last good.
  public var time: Uptime
  /// The sensor and channel it came from.
  public var origin: String
  /// Whether it may be used, and why not.
  public var quality: ReadingQuality

  /// A judged number.
  public init(value: Value?, time: Uptime, origin: String, quality: ReadingQuality) {
    self.value = value
    self.time = time
    self.origin = origin
    self.quality = quality
  }
}
