public import Units

/// A monitor of three channels and 13 bits as its data sheet has it.
///
/// Source: Texas Instruments INA3221, SBOS576B, §8.6 (registers).
public struct SimulatedINA3221: SimulatedI2CDevice {
  /// What lies at one pair of inputs.
  public struct Channel: Sendable, Hashable {
    /// Where the shunt lies.
    public var placement: SimulatedINA219.Placement
    /// Its resistance.
    public var shunt: Ohms

    /// A channel by its parts.
    public init(_ placement: SimulatedINA219.Placement, shunt: Ohms) {
      self.placement = placement
      self.shunt = shunt
    }
  }

  private static let averages: [Double] = [1, 4, 16, 64, 128, 256, 512, 1024]
  private static let powerOn: UInt16 = 0x7127

  private var body: SensorBody
  private let channels: [Channel]
  private var port = RegisterPort()
  private var configuration = powerOn
  /// Shunt and bus code a channel.
  private var codes = [(shunt: Int, bus: Int)](repeating: (0, 0), count: 3)
  private var since = Uptime.zero
  private var conversions = 0

  /// A chip at an address with up to three channels; the others are not connected.
  public init(
    world: SimulatedWorld, address: UInt8, channels: [Channel], errors: SensorErrors = .none, number: Int
  ) {
    body = SensorBody(world: world, address: address, errors: errors, number: number)
    self.channels = Array(channels.prefix(3))
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
    guard let (register, value) = port.write(byte), register == 0 else { return true }
    if value & 0x8000 != 0 { reset(at: time) } else { configuration = value }
    (since, conversions) = (time, 0)
    return true
  }

  public mutating func read(at time: Uptime) -> UInt8 { port.read() }

  public mutating func stop(at time: Uptime) {}

  /// Results stand in bits 15–3.
  private func value(of register: UInt8) -> UInt16 {
    switch register {
    case 0x00: configuration
    case 0x01, 0x03, 0x05: UInt16(truncatingIfNeeded: codes[Int(register) / 2].shunt << 3)
    case 0x02, 0x04, 0x06: UInt16(truncatingIfNeeded: codes[Int(register) / 2 - 1].bus << 3)
    case 0xFE: 0x5449
    case 0xFF: 0x3220
    default: 0
    }
  }

  private mutating func reset(at time: Uptime) {
    configuration = Self.powerOn
    codes = [(shunt: Int, bus: Int)](repeating: (0, 0), count: 3)
    (since, conversions) = (time, 0)
    port.reset()
  }

  /// Bits 14–12 switch the channels on.
  private func isOn(_ index: Int) -> Bool { configuration >> UInt16(14 - index) & 1 == 1 }

  private mutating func convert(until time: Uptime) {
    let averages = Self.averages[Int(configuration >> 9 & 7)]
    let times = SimulatedINA226.times
    let on = (0..<3).filter(isOn)
    let period =
      averages * (times[Int(configuration >> 6 & 7)] + times[Int(configuration >> 3 & 7)]) * Double(max(1, on.count))
    let done = Int((time - since).inSeconds / period)
    guard configuration & 7 == 7, done > conversions else { return }
    conversions = done
    guard !body.has(.frozenSensor, at: time) else { return }
    let moment = since + .seconds(Double(done) * period)
    for index in on where channels.indices.contains(index) {
      let (volts, amps) = body.input(channels[index].placement, at: moment)
      let drop = body.shuntVolts(amps * channels[index].shunt.value, at: moment, averaged: averages)
      codes[index] = (
        body.code(drop / 40e-6, -4096...4095, at: moment),
        body.code(body.busVolts(volts, at: moment, averaged: averages) / 8e-3, 0...4095, at: moment)
      )
    }
  }
}
