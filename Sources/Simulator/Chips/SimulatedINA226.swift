public import Units

/// A current and voltage monitor of 16 bits as its data sheet has it.
///
/// Source: Texas Instruments INA226, SBOS547B, §7.1 (registers).
public struct SimulatedINA226: SimulatedI2CDevice {
  private static let averages: [Double] = [1, 4, 16, 64, 128, 256, 512, 1024]
  /// Seconds of one conversion (VBUSCT and VSHCT).
  static let times: [Double] = [140e-6, 204e-6, 332e-6, 588e-6, 1.1e-3, 2.116e-3, 4.156e-3, 8.244e-3]
  private static let powerOn: UInt16 = 0x4127

  private var body: SensorBody
  private let placement: SimulatedINA219.Placement
  private let shunt: Double
  private var port = RegisterPort()
  private var configuration = powerOn
  private var calibration: UInt16 = 0
  private var shuntCode = 0
  private var busCode = 0
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
    convert(until: time)
    if first.reading { port.beginRead(value(of: port.pointer)) } else { port.beginWrite() }
    return true
  }

  public mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    guard let (register, value) = port.write(byte) else { return true }
    switch register {
    case 0x00:
      guard value & 0x8000 == 0 else {
        reset(at: time)
        return true
      }
      configuration = value
      (since, conversions) = (time, 0)
    case 0x05: calibration = value & 0x7FFF
    default: break
    }
    return true
  }

  public mutating func read(at time: Uptime) -> UInt8 { port.read() }

  public mutating func stop(at time: Uptime) {}

  private func value(of register: UInt8) -> UInt16 {
    switch register {
    case 0x00: configuration
    case 0x01: UInt16(bitPattern: Int16(shuntCode))
    case 0x02: UInt16(busCode)
    case 0x03: UInt16(truncatingIfNeeded: abs(currentCode * busCode / 20000))
    case 0x04: UInt16(truncatingIfNeeded: currentCode)
    case 0x05: calibration
    case 0xFE: 0x5449
    case 0xFF: 0x2260
    default: 0
    }
  }

  /// Current = shunt voltage · calibration / 2048 (§6.5.1).
  private var currentCode: Int { shuntCode * Int(calibration) / 2048 }

  private mutating func reset(at time: Uptime) {
    (configuration, calibration, shuntCode, busCode) = (Self.powerOn, 0, 0, 0)
    (since, conversions) = (time, 0)
    port.reset()
  }

  private mutating func convert(until time: Uptime) {
    let averages = Self.averages[Int(configuration >> 9 & 7)]
    let period =
      averages * (Self.times[Int(configuration >> 6 & 7)] + Self.times[Int(configuration >> 3 & 7)])
    let done = Int((time - since).inSeconds / period)
    // Only continuous conversions of both inputs are simulated.
    guard configuration & 7 == 7, done > conversions else { return }
    conversions = done
    guard !body.has(.frozenSensor, at: time) else { return }
    let moment = since + .seconds(Double(done) * period)
    let (volts, amps) = body.input(placement, at: moment)
    let drop = body.shuntVolts(amps * shunt, at: moment, averaged: averages)
    shuntCode = body.code(drop / 2.5e-6, -32768...32767, at: moment)
    busCode = body.code(body.busVolts(volts, at: moment, averaged: averages) / 1.25e-3, 0...32767, at: moment)
  }
}
