public import Units

/// One measuring chip of a simulated rig.
public struct SensorDescription: Sendable, Hashable {
  /// Which chip it is, and how it is wired.
  public enum Chip: Sendable, Hashable {
    /// A current and voltage monitor with its shunt.
    case ina219(SimulatedINA219.Placement, shunt: Ohms)
    /// A converter with up to four inputs.
    case ads1115([AnalogSource])
    /// The same with 12 bits.
    case ads1015([AnalogSource])
    /// A monitor of 16 bits.
    case ina226(SimulatedINA219.Placement, shunt: Ohms)
    /// A monitor of 20 bits that counts.
    case ina228(SimulatedINA219.Placement, shunt: Ohms)
    /// A monitor of three channels.
    case ina3221([SimulatedINA3221.Channel])
    /// A converter of 8 bits with up to four inputs.
    case pcf8591([AnalogSource], reference: Volts)
  }

  /// Which chip it is.
  public var chip: Chip
  /// 7-bit address.
  public var address: UInt8
  /// How far it is from the truth.
  public var errors: SensorErrors
  /// The GPIO line at the ALERT pin of an ADS1115 or ADS1015, with its pull-up; nil where none is wired.
  public var alertLine: Int?

  /// A chip by its parts.
  public init(_ chip: Chip, address: UInt8, errors: SensorErrors = .none, alertLine: Int? = nil) {
    self.chip = chip
    self.address = address
    self.errors = errors
    self.alertLine = alertLine
  }

  /// An INA219 in the battery's lead.
  public static let batteryMonitor = SensorDescription(
    .ina219(.battery, shunt: Ohms(0.1)), address: 0x40,
    errors: SensorErrors(gain: 0.002, offset: Volts(20e-6), noise: Volts(60e-6)))
  /// An INA219 in the panel's lead.
  public static let panelMonitor = SensorDescription(
    .ina219(.panel, shunt: Ohms(0.1)), address: 0x41,
    errors: SensorErrors(gain: -0.002, offset: Volts(-10e-6), noise: Volts(60e-6)))
  /// An INA219 in the common supply of all boards.
  public static let boardsMonitor = SensorDescription(
    .ina219(.boards, shunt: Ohms(0.1)), address: 0x44,
    errors: SensorErrors(gain: 0.001, offset: Volts(15e-6), noise: Volts(60e-6)))
  /// An ADS1115 with the battery behind 100 kohm and 22 kohm, and a thermistor of 10 kohm.
  public static let voltageAndTemperature = SensorDescription(
    .ads1115([
      .battery(divider: 22.0 / 122.0), .thermistor(at25: Ohms(10_000), beta: 3950, pullUp: Ohms(10_000)),
    ]),
    address: 0x48, errors: SensorErrors(gain: 0.0008, offset: Volts(60e-6), noise: Volts(600e-6)))
}
