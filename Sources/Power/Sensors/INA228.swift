public import Bus
public import Units

/// INA228: bus voltage to 85 V and current by a shunt, 20 bit, with counters of charge and energy of 40 bit.
///
/// Source: Texas Instruments INA228 data sheet SLYS021A, §7.6.1 registers, §8.1.2 calculations.
///
///     S addr W A  pointer A  MSB A  LSB A  P                        write a register of 16 bits
///     S addr W A  pointer A  Sr addr R A  MSB A  …  LSB N  P        read one of 16, 24 or 40 bits
///
/// Its CURRENT_LSB is chosen as the LSB of the shunt voltage over the shunt: SHUNT_CAL is then 4096 in both ranges, its
/// value after a reset, and the counters are not off by a rounded calibration (equation 2 with §8.1.2's factor 4).
public struct INA228: I2CSensor, EnergyCounting {
  /// Full scale of the shunt input (CONFIG, bit 4).
  public enum Range: UInt16, Sendable, CaseIterable {
    /// ±163.84 mV, 312.5 nV a step.
    case millivolts163 = 0
    /// ±40.96 mV, 78.125 nV a step.
    case millivolts40 = 1

    /// The largest shunt voltage that is measured.
    public var fullScale: Volts { Volts(self == .millivolts40 ? 0.04096 : 0.16384) }
  }

  /// Register pointers (§7.6.1, table 7-3).
  enum Register {
    static let config: UInt8 = 0x00
    static let adcConfig: UInt8 = 0x01
    static let shuntCal: UInt8 = 0x02
    static let vShunt: UInt8 = 0x04
    static let vBus: UInt8 = 0x05
    static let energy: UInt8 = 0x09
    static let charge: UInt8 = 0x0A
    static let manufacturerID: UInt8 = 0x3E
    static let deviceID: UInt8 = 0x3F
  }

  /// LSB of VBUS after the shift by 4 (§7.6.1.6).
  static let busLSB = Volts(195.3125e-6)
  /// The ends of 20 bits in two's complement.
  static let codes: ClosedRange<Int64> = -0x80000...0x7FFFF
  /// MODE continuous, all of them; 1052 µs for each input, 64 averages: a sample of all is 202 ms old (§7.6.1.2).
  static let adcConfiguration: UInt16 = 0xF << 12 | 5 << 9 | 5 << 6 | 5 << 3 | 3

  /// The chip's address, 0x40–0x4F by its A0 and A1 pins.
  public let address: I2CAddress
  /// The shunt.
  public let shunt: Ohms
  /// The shunt input's range.
  public let range: Range
  public private(set) var count: EnergyCount?
  private var before: (charge: UInt64, energy: UInt64)?
  private var settings: ChipSettings

  /// A chip with the smaller range if it holds the largest current.
  public init(address: I2CAddress, shunt: Ohms, maximum: Amps) {
    self.address = address
    self.shunt = shunt
    // A tenth of an LSB more, so that a current at the very end still fits in floating point.
    let fits = maximum * shunt <= Range.millivolts40.fullScale + Volts(8e-9)
    range = fits ? .millivolts40 : .millivolts163
    settings = ChipSettings(
      identity: [
        .init(register: Register.manufacturerID, value: 0x5449, name: "manufacturer"),
        .init(register: Register.deviceID, value: 0x2280, ignored: 0x000F, name: "device"),
      ],
      words: [
        .init(register: Register.config, value: range.rawValue << 4),
        .init(register: Register.adcConfig, value: Self.adcConfiguration),
        .init(register: Register.shuntCal, value: 4096),
      ])
  }

  public var identity: String { "INA228 at \(address)" }

  /// A step of the shunt voltage (§7.6.1.5).
  var shuntLSB: Volts { range.fullScale / 524288 }
  /// A step of the current, and in coulombs of the charge (§8.1.2).
  var currentLSB: Amps { shuntLSB / shunt }

  public mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement] {
    let chip = ChipRegisters(bus: bus, address: address, sensor: identity)
    do {
      guard try settings.hold(on: chip) else { return [] }
    } catch {
      // Whatever was counted meanwhile was counted with other settings, or from zero.
      before = nil
      throw error
    }
    let shuntCode = Self.signed(try chip.read(Register.vShunt, bytes: 3), bits: 24) >> 4
    let busCode = Self.signed(try chip.read(Register.vBus, bytes: 3), bits: 24) >> 4
    let energy = try chip.read(Register.energy, bytes: 5)
    let charge = try chip.read(Register.charge, bytes: 5)
    let count = advance(charge: charge, energy: energy, at: now)
    return [
      Measurement(
        channel: "voltage", value: .voltage(Self.busLSB * Double(busCode)), raw: busCode,
        atRail: busCode <= 0 || busCode == Self.codes.upperBound, time: now),
      Measurement(
        channel: "current", value: .current(currentLSB * Double(shuntCode)), raw: shuntCode,
        atRail: shuntCode == Self.codes.lowerBound || shuntCode == Self.codes.upperBound, time: now),
      Measurement(
        channel: "charge", value: .charge(count.charge), raw: Self.signed(charge, bits: 40), atRail: false, time: now),
      Measurement(channel: "energy", value: .energy(count.throughput), raw: Int64(energy), atRail: false, time: now),
    ]
  }

  /// Adds what came since the last sample. Both counters roll over (§7.6.1.10, §7.6.1.11), so differences are taken
  /// modulo 2^40.
  private mutating func advance(charge: UInt64, energy: UInt64, at now: Uptime) -> EnergyCount {
    var count = self.count ?? EnergyCount(charge: .zero, throughput: .zero, since: now)
    if let before {
      let coulombs = currentLSB.value * Double(Self.signed(charge &- before.charge, bits: 40))
      // 1 step = 16 · 3.2 · CURRENT_LSB joules (equation 6).
      let joules = 16 * 3.2 * currentLSB.value * Double((energy &- before.energy) & 0xFF_FFFF_FFFF)
      count.charge += AmpHours(coulombs / 3600)
      count.throughput += WattHours(joules / 3600)
    }
    before = (charge, energy)
    self.count = count
    return count
  }

  /// A number of `bits` bits in two's complement; what is above them is ignored.
  static func signed(_ code: UInt64, bits: Int) -> Int64 {
    Int64(bitPattern: code << UInt64(64 - bits)) >> Int64(64 - bits)
  }
}
