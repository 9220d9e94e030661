/// How a channel's number becomes the true one, as two points with a multimeter showed: gain × number + offset.
public struct ChannelCalibration: Sendable, Hashable {
  /// Multiplies the number.
  public var gain: Double
  /// Added then, in the channel's unit: V, A, °C or W.
  public var offset: Double

  /// A calibration by its parts.
  public init(gain: Double = 1, offset: Double = 0) {
    self.gain = gain
    self.offset = offset
  }

  /// The number as it is.
  public static let none = ChannelCalibration()

  /// The true number.
  public func applied(to number: Double) -> Double { number * gain + offset }
}
