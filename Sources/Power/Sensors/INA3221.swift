public import Bus
public import Units

/// INA3221: three bus voltages to 26 V and three currents by shunts, 13 bit.
///
/// Source: Texas Instruments INA3221 data sheet SBOS576B, §8.6 register maps.
///
///     S addr W A  pointer A  Sr addr R A  MSB A  LSB N  P      read a register
///     S addr W A  pointer A  MSB A  LSB A  P                   write a register
///
/// The three channels share their ground, not their bus voltage: battery and panel may sit on one chip.
public struct INA3221: I2CSensor {
  /// One pair of inputs.
  public struct Channel: Sendable, Hashable {
    /// 1–3, as the data sheet counts.
    public var number: Int
    /// Between IN+ and IN-; the bus voltage is measured at IN-.
    public var shunt: Ohms

    /// A used channel.
    public init(number: Int, shunt: Ohms) {
      self.number = number
      self.shunt = shunt
    }
  }

  /// Register pointers (§8.6.1).
  enum Register {
    static let configuration: UInt8 = 0x00
    static func shuntVoltage(_ channel: Int) -> UInt8 { UInt8(2 * channel - 1) }
    static func busVoltage(_ channel: Int) -> UInt8 { UInt8(2 * channel) }
    static let manufacturerID: UInt8 = 0xFE
    static let dieID: UInt8 = 0xFF
  }

  /// The largest shunt voltage, at code 4095 (§8.6.2.2).
  public static let fullScale = Volts(0.1638)
  /// LSB of a shunt voltage register after the shift by 3 (§8.6.2.2).
  static let shuntLSB = Volts(40e-6)
  /// LSB of a bus voltage register after the shift by 3 (§8.6.2.3).
  static let busLSB = Volts(8e-3)
  /// The largest code of both.
  static let largestCode: Int16 = 4095

  /// The chip's address, 0x40–0x43 by its A0 pin.
  public let address: I2CAddress
  /// The used channels, each once.
  public let channels: [Channel]
  private var settings: ChipSettings

  /// A chip with its used channels; at least one.
  public init(address: I2CAddress, channels: [Channel]) {
    precondition(!channels.isEmpty, "an INA3221 without a used channel is no sensor")
    precondition(channels.allSatisfy { (1...3).contains($0.number) }, "an INA3221 has the channels 1, 2 and 3")
    self.address = address
    self.channels = channels
    settings = ChipSettings(
      identity: [
        .init(register: Register.manufacturerID, value: 0x5449, name: "manufacturer"),
        .init(register: Register.dieID, value: 0x3220, name: "die"),
      ],
      words: [.init(register: Register.configuration, value: Self.configuration(channels))])
  }

  public var identity: String { "INA3221 at \(address)" }

  /// The used channels on (bits 14–12), 64 averages, 1.1 ms for each input (141 ms a channel), continuously (§8.6.2.1).
  static func configuration(_ channels: [Channel]) -> UInt16 {
    let enabled = channels.reduce(UInt16(0)) { $0 | 1 << UInt16(15 - $1.number) }
    return enabled | 0b011 << 9 | 0b100 << 6 | 0b100 << 3 | 0b111
  }

  public mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement] {
    let chip = ChipRegisters(bus: bus, address: address, sensor: identity)
    guard try settings.hold(on: chip) else { return [] }
    var measurements: [Measurement] = []
    for channel in channels { measurements += try sample(channel, chip, now) }
    return measurements
  }

  private func sample(_ channel: Channel, _ chip: ChipRegisters, _ now: Uptime) throws(SensorError) -> [Measurement] {
    let shuntCode = try chip.signedWord(Register.shuntVoltage(channel.number)) >> 3
    let busCode = try chip.signedWord(Register.busVoltage(channel.number)) >> 3
    return [
      Measurement(
        channel: "voltage\(channel.number)", value: .voltage(Self.busLSB * Double(busCode)), raw: Int64(busCode),
        atRail: busCode <= 0 || busCode >= Self.largestCode, time: now),
      Measurement(
        channel: "current\(channel.number)", value: .current(Self.shuntLSB * Double(shuntCode) / channel.shunt),
        raw: Int64(shuntCode), atRail: shuntCode.magnitude >= Self.largestCode.magnitude, time: now),
    ]
  }
}
