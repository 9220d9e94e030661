public import Bus
public import Units

/// INA219: bus voltage to 26 V and current by a shunt, 12 bit.
///
/// Source: Texas Instruments INA219 data sheet SBOS448G, §8.6 register maps.
///
///     S addr W A  pointer A  Sr addr R A  MSB A  LSB N  P      read a register
///     S addr W A  pointer A  MSB A  LSB A  P                   write a register
///
/// The current is computed here from the shunt voltage (LSB 10 µV): the chip's own current register needs the
/// calibration register, which a dip of its supply clears, and then reads 0 A without a word.
public struct INA219: I2CSensor {
  /// Full scale of the shunt input, set by the PGA (§8.6.2.1, bits 12–11).
  public enum Gain: UInt16, Sendable, CaseIterable {
    /// ±40 mV
    case millivolts40 = 0
    /// ±80 mV
    case millivolts80 = 1
    /// ±160 mV
    case millivolts160 = 2
    /// ±320 mV
    case millivolts320 = 3

    /// The largest shunt voltage that is measured.
    public var fullScale: Volts { Volts(0.04 * Double(1 << rawValue)) }
  }

  /// Register pointers (§8.6.1, table 4).
  enum Register {
    static let configuration: UInt8 = 0x00
    static let shuntVoltage: UInt8 = 0x01
    static let busVoltage: UInt8 = 0x02
  }

  /// LSB of the shunt voltage register, 10 µV at every gain (§8.6.3.1).
  static let shuntLSB = Volts(10e-6)
  /// LSB of the bus voltage register after the shift by 3 (§8.6.3.2).
  static let busLSB = Volts(4e-3)

  /// The chip's address, 0x40–0x4F by its A0 and A1 pins.
  public let address: I2CAddress
  /// The shunt.
  public let shunt: Ohms
  /// The shunt input's range.
  public let gain: Gain
  private var settings: ChipSettings

  /// A chip with the smallest range that holds the largest current.
  ///
  /// - Parameters:
  ///   - shunt: resistance, usually 0.1 ohm on ready-made boards.
  ///   - maximum: the largest current to be measured; above 320 mV over the shunt the range ends all the same.
  public init(address: I2CAddress, shunt: Ohms, maximum: Amps) {
    self.address = address
    self.shunt = shunt
    // A tenth of an LSB more, so that 0.4 A through 0.1 ohm still fits the 40 mV range in floating point.
    gain = Gain.allCases.first { maximum * shunt <= $0.fullScale + Self.shuntLSB * 0.1 } ?? .millivolts320
    settings = ChipSettings(words: [.init(register: Register.configuration, value: Self.configuration(gain))])
  }

  public var identity: String { "INA219 at \(address)" }

  /// 32 V range, the gain, 128-sample averages on both inputs (68 ms each), shunt and bus continuously (§8.6.2.1).
  static func configuration(_ gain: Gain) -> UInt16 {
    1 << 13 | gain.rawValue << 11 | 0b1111 << 7 | 0b1111 << 3 | 0b111
  }

  public mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement] {
    let chip = ChipRegisters(bus: bus, address: address, sensor: identity)
    guard try settings.hold(on: chip) else { return [] }
    let shuntCode = try chip.signedWord(Register.shuntVoltage)
    let busCode = try chip.word(Register.busVoltage)
    return [voltage(busCode, now), current(shuntCode, now)]
  }

  private func voltage(_ code: UInt16, _ now: Uptime) -> Measurement {
    let steps = Int64(code >> 3)
    return Measurement(
      channel: "voltage", value: .voltage(Self.busLSB * Double(steps)), raw: steps,
      atRail: steps == 0 || steps >= 8000, time: now)
  }

  private func current(_ code: Int16, _ now: Uptime) -> Measurement {
    let volts = Self.shuntLSB * Double(code)
    return Measurement(
      channel: "current", value: .current(volts / shunt), raw: Int64(code),
      atRail: volts.magnitude >= gain.fullScale - Self.shuntLSB, time: now)
  }
}
