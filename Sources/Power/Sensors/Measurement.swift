public import Units

/// One number a sensor saw, with the time it saw it, before anybody judged it.
public struct Measurement: Sendable, Hashable {
  /// Which of the sensor's channels: `voltage`, `current`, `ain0`.
  public var channel: String
  /// The number in its unit.
  public var value: MeasuredValue
  /// The converter's code, for judging a frozen sensor: real inputs always move by a code or two.
  public var raw: Int64
  /// The converter stood at an end of its range: the true value is unknown.
  public var atRail: Bool
  /// When the conversion was made.
  public var time: Uptime

  /// A number as the sensor saw it.
  public init(channel: String, value: MeasuredValue, raw: Int64, atRail: Bool, time: Uptime) {
    self.channel = channel
    self.value = value
    self.raw = raw
    self.atRail = atRail
    self.time = time
  }
}
