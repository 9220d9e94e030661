public import Units

/// The panel of a simulated rig.
public struct PanelDescription: Sendable, Hashable {
  /// Peak power at 1000 W/m² and 25 °C.
  public var peak: Watts
  /// Terminal voltage at the maximum power point.
  public var maximumPowerVoltage: Volts
  /// Terminal voltage without load.
  public var openCircuitVoltage: Volts

  /// A panel of 36 cells by default, for a 12 V battery.
  public init(
    peak: Watts, maximumPowerVoltage: Volts = Volts(17.8), openCircuitVoltage: Volts = Volts(21.6)
  ) {
    self.peak = peak
    self.maximumPowerVoltage = maximumPowerVoltage
    self.openCircuitVoltage = openCircuitVoltage
  }
}
