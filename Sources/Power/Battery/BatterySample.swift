public import Units

/// One reading of the battery, as far as there was one; what is missing or was found implausible is nil.
public struct BatterySample: Sendable, Hashable {
  /// When the voltage was read.
  public var time: Uptime
  /// At the terminals of the pack.
  public var voltage: Volts?
  /// Mean since the sample before, positive into the battery.
  public var current: Amps?
  /// Of the cells.
  public var temperature: Celsius?

  /// A reading; leave out what was not measured.
  public init(time: Uptime, voltage: Volts?, current: Amps? = nil, temperature: Celsius? = nil) {
    self.time = time
    self.voltage = voltage
    self.current = current
    self.temperature = temperature
  }
}
