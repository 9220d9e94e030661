public import Units

/// How far a measuring chip is from the truth.
public struct SensorErrors: Sendable, Hashable {
  /// Relative error of the scale: 0.005 shows half a percent too much.
  public var gain: Double
  /// Volts added at the input.
  public var offset: Volts
  /// Standard deviation of one conversion at the input.
  public var noise: Volts

  /// Errors by their parts.
  public init(gain: Double = 0, offset: Volts = .zero, noise: Volts = .zero) {
    self.gain = gain
    self.offset = offset
    self.noise = noise
  }

  /// None at all.
  public static let none = SensorErrors()

  func applied(to volts: Double, noise draw: Double, averaged samples: Double = 1) -> Double {
    volts * (1 + gain) + offset.value + noise.value * draw / samples.squareRoot()
  }
}
