public import Units

/// What a meter would show at one moment; the sensors are fed from it.
public struct ElectricalState: Sendable, Hashable {
  /// At the battery's terminals.
  public var battery: Volts = .zero
  /// Into the battery.
  public var batteryCurrent: Amps = .zero
  /// At the panel's terminals.
  public var panel: Volts = .zero
  /// Out of the panel.
  public var panelCurrent: Amps = .zero
  /// From the battery side into the converter.
  public var loadCurrent: Amps = .zero
  /// From the converter into all boards.
  public var boardsCurrent: Amps = .zero
  /// Of the boards and the host.
  public var rail: Volts = .zero
  /// Of the battery.
  public var temperature: Celsius = .zero
  /// Whether the load is connected and the host runs; the sensors run on its 3.3 V.
  public var hostPowered = true
  /// How often the host's supply came up: a chip on it compares this to know that its registers are reset.
  public var hostStarts = 0
  /// True state of charge.
  public var charge: StateOfCharge = .zero
}
