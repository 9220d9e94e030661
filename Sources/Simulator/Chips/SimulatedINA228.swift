public import Units

/// A monitor of 20 bits that counts charge and energy, as its data sheet has it.
///
/// Source: Texas Instruments INA228, SLYS021A, §7.6.1 (registers), §8.1.2 (calculations).
public struct SimulatedINA228: SimulatedI2CDevice {
  private static let averages: [Double] = [1, 4, 16, 64, 128, 256, 512, 1024]
  /// Seconds of one conversion of one input.
  private static let times: [Double] = [50e-6, 84e-6, 150e-6, 280e-6, 540e-6, 1.052e-3, 2.074e-3, 4.12e-3]

  private var body: SensorBody
  private let placement: SimulatedINA219.Placement
  private let shunt: Double
  private var port = RegisterPort()
  private var config: UInt16 = 0
  private var adcConfig: UInt16 = 0xFB68
  private var shuntCal: UInt16 = 0x1000
  private var shuntCode = 0
  private var busCode = 0
  /// In steps of CURRENT_LSB coulombs, and of 16 · 3.2 · CURRENT_LSB joules.
  private var charge = 0.0
  private var energy = 0.0
  private var counted = Uptime.zero
  private var since = Uptime.zero
  private var conversions = 0

  /// A chip at an address. `number` counts the rig's sensors from 1.
  public init(
    world: SimulatedWorld, address: UInt8, placement: SimulatedINA219.Placement, shunt: Ohms,
    errors: SensorErrors = .none, number: Int
  ) {
    body = SensorBody(world: world, address: address, errors: errors, number: number)
    self.placement = placement
    self.shunt = shunt.value
  }

  public mutating func start(_ first: I2CAddressByte, at time: Uptime) -> Bool {
    let (acknowledges, wasReset) = body.begin(first, at: time)
    if wasReset { reset(at: time) }
    guard acknowledges else { return false }
    count(until: time)
    convert(until: time)
    if first.reading {
      let (value, bytes) = value(of: port.pointer)
      port.beginRead(value, bytes: bytes)
    } else {
      port.beginWrite()
    }
    return true
  }

  public mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    guard let (register, value) = port.write(byte) else { return true }
    switch register {
    case 0x00:
      if value & 0x8000 != 0 { reset(at: time) } else { config = value & ~0x4000 }
      if value & 0x4000 != 0 { (charge, energy) = (0, 0) }
    case 0x01: adcConfig = value
    case 0x02: shuntCal = value & 0x7FFF
    default: break
    }
    (since, conversions) = (time, 0)
    return true
  }

  public mutating func read(at time: Uptime) -> UInt8 { port.read() }

  public mutating func stop(at time: Uptime) {}

  private func value(of register: UInt8) -> (UInt64, bytes: Int) {
    switch register {
    case 0x00: (UInt64(config), 2)
    case 0x01: (UInt64(adcConfig), 2)
    case 0x02: (UInt64(shuntCal), 2)
    case 0x04: (UInt64(bitPattern: Int64(shuntCode << 4)) & 0xFF_FFFF, 3)
    case 0x05: (UInt64(busCode << 4) & 0xFF_FFFF, 3)
    case 0x09: (UInt64(energy), 5)
    case 0x0A: (UInt64(bitPattern: Int64(charge.rounded(.down))) & 0xFF_FFFF_FFFF, 5)
    case 0x3E: (0x5449, 2)
    case 0x3F: (0x2281, 2)
    default: (0, 2)
    }
  }

  private mutating func reset(at time: Uptime) {
    (config, adcConfig, shuntCal) = (0, 0xFB68, 0x1000)
    (shuntCode, busCode, charge, energy) = (0, 0, 0, 0)
    (since, counted, conversions) = (time, time, 0)
    port.reset()
  }

  /// ±163.84 mV, or ±40.96 mV with ADCRANGE (CONFIG, bit 4).
  private var isFine: Bool { config & 0x10 != 0 }
  private var shuntLSB: Double { isFine ? 78.125e-9 : 312.5e-9 }
  /// SHUNT_CAL = 13107.2e6 · CURRENT_LSB · R, times 4 with ADCRANGE (equation 2).
  private var currentLSB: Double { Double(shuntCal) / (13107.2e6 * shunt * (isFine ? 4 : 1)) }

  /// What flowed since the chip was last asked, in steps of half a second.
  private mutating func count(until time: Uptime) {
    while counted < time {
      let step = min(time - counted, .milliseconds(500))
      counted = counted + step
      let (volts, amps) = body.input(placement, at: counted)
      let measured = amps * (1 + body.errors.gain)
      charge += measured * step.inSeconds / currentLSB
      energy += abs(measured * volts) * step.inSeconds / (16 * 3.2 * currentLSB)
    }
  }

  private mutating func convert(until time: Uptime) {
    let averages = Self.averages[Int(adcConfig & 7)]
    let period =
      averages
      * (Self.times[Int(adcConfig >> 9 & 7)] + Self.times[Int(adcConfig >> 6 & 7)] + Self.times[Int(adcConfig >> 3 & 7)])
    let done = Int((time - since).inSeconds / period)
    guard done > conversions else { return }
    conversions = done
    guard !body.has(.frozenSensor, at: time) else { return }
    let moment = since + .seconds(Double(done) * period)
    let (volts, amps) = body.input(placement, at: moment)
    let drop = body.shuntVolts(amps * shunt, at: moment, averaged: averages)
    shuntCode = body.code(drop / shuntLSB, -524288...524287, at: moment)
    busCode = body.code(body.busVolts(volts, at: moment, averaged: averages) / 195.3125e-6, 0...524287, at: moment)
  }
}
