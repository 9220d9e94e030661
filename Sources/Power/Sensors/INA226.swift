public import Bus
public import Units

/// INA226: bus voltage to 36 V and current by a shunt, 16 bit.
///
/// Source: Texas Instruments INA226 data sheet SBOS547B, §7.1 register maps.
///
///     S addr W A  pointer A  Sr addr R A  MSB A  LSB N  P      read a register
///     S addr W A  pointer A  MSB A  LSB A  P                   write a register
///
/// The current is computed here from the shunt voltage, as with the ``INA219``: the chip's own current register needs
/// the calibration register, which a dip of its supply clears, and then reads 0 A without a word.
public struct INA226: I2CSensor {
  /// Register pointers (§7.1).
  enum Register {
    static let configuration: UInt8 = 0x00
    static let shuntVoltage: UInt8 = 0x01
    static let busVoltage: UInt8 = 0x02
    static let manufacturerID: UInt8 = 0xFE
    static let dieID: UInt8 = 0xFF
  }

  /// The largest shunt voltage, at code 7FFFh (§7.1.2).
  public static let fullScale = Volts(0.08192)
  /// LSB of the shunt voltage register (§7.1.2).
  static let shuntLSB = Volts(2.5e-6)
  /// LSB of the bus voltage register (§7.1.3).
  static let busLSB = Volts(1.25e-3)
  /// Bits 14–12 fixed at 100, 128 averages, 1.1 ms for each input (together 282 ms), both continuously (§7.1.1).
  static let configuration: UInt16 = 0b100 << 12 | 0b100 << 9 | 0b100 << 6 | 0b100 << 3 | 0b111

  /// The chip's address, 0x40–0x4F by its A0 and A1 pins.
  public let address: I2CAddress
  /// The shunt.
  public let shunt: Ohms
  private var settings = ChipSettings(
    identity: [
      .init(register: Register.manufacturerID, value: 0x5449, name: "manufacturer"),
      .init(register: Register.dieID, value: 0x2260, ignored: 0x000F, name: "die"),
    ],
    words: [.init(register: Register.configuration, value: configuration)])

  /// A chip with its shunt; 81.92 mV over it are the largest current.
  public init(address: I2CAddress, shunt: Ohms) {
    self.address = address
    self.shunt = shunt
  }

  public var identity: String { "INA226 at \(address)" }

  public mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement] {
    let chip = ChipRegisters(bus: bus, address: address, sensor: identity)
    guard try settings.hold(on: chip) else { return [] }
    let shuntCode = try chip.signedWord(Register.shuntVoltage)
    let busCode = try chip.word(Register.busVoltage)
    return [
      Measurement(
        channel: "voltage", value: .voltage(Self.busLSB * Double(busCode)), raw: Int64(busCode),
        atRail: busCode == 0 || busCode >= 0x7FFF, time: now),
      Measurement(
        channel: "current", value: .current(Self.shuntLSB * Double(shuntCode) / shunt), raw: Int64(shuntCode),
        atRail: shuntCode == .max || shuntCode == .min, time: now),
    ]
  }
}
