public import Power
public import Units

/// What the rig's sensors say now, judged. For each quantity the first usable source in the configuration's order.
public struct Senses: Sendable, Hashable {
  /// At the battery's terminals.
  public var batteryVoltage: Reading<Volts>?
  /// A second source for the voltage that differs for too long (scenario 4): the lower and the higher value.
  public var disagreement: Disagreement?
  /// Into the battery is positive.
  public var batteryCurrent: Reading<Amps>?
  /// Of the cells.
  public var batteryTemperature: Reading<Celsius>?
  /// Out of the panel, before the charge controller.
  public var panelPower: Reading<Watts>?

  /// What boards with a sensor of their own draw; those whose sensor may not be believed are left out.
  public var boardPower: [BoardPower] = []

  /// What a comparator says.
  public var batteryLow: LowLine?

  /// What some boards draw through one shunt.
  public struct BoardPower: Sendable, Hashable {
    /// Their names.
    public var boards: [String]
    /// All of them together.
    public var power: Watts
  }

  /// Two sources that should agree.
  public struct Disagreement: Sendable, Hashable {
    /// The value that protection acts on.
    public var lower: Volts
    /// The other.
    public var higher: Volts
  }

  /// No sensor at all.
  public init() {}

  /// Power into the battery, where voltage and current are known.
  public var batteryPower: Watts? {
    guard let volts = batteryVoltage?.value, let amps = batteryCurrent?.value else { return nil }
    return volts * amps
  }
}
