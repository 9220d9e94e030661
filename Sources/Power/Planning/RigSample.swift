/// One fresh sample of a rig, as it comes over a wire; what was not measured is `nil`.
public struct RigSample: Sendable, Hashable {
  /// Seconds since 1970.
  public var time: Double
  /// Terminal voltage, V.
  public var voltage: Double?
  /// Mean current into the battery since the sample before, A.
  public var current: Double?
  /// Of the cells, °C.
  public var temperature: Double?
  /// Mean available charger-output power since the sample before, W.
  public var sun: Double?
  /// Boards really powered, if the other side says so.
  public var powered: [Bool]?

  /// A sample.
  public init(
    time: Double, voltage: Double? = nil, current: Double? = nil, temperature: Double? = nil, sun: Double? = nil,
    powered: [Bool]? = nil
  ) {
    self.time = time
    self.voltage = voltage
    self.current = current
    self.temperature = temperature
    self.sun = sun
    self.powered = powered
  }
}
