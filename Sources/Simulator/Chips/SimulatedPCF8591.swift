public import Units

/// A converter of 8 bits with four inputs as its data sheet has it.
///
///     S addr W A  control A  P
///     S addr R A  before A  result A … N  P      each byte read starts the conversion that the next one brings
///
/// Source: NXP PCF8591, §8.2 (control byte), §8.4 (A/D conversion).
public struct SimulatedPCF8591: SimulatedI2CDevice {
  /// The register after power-on.
  private static let powerOn: UInt8 = 0x80

  private var body: SensorBody
  private let inputs: [AnalogSource]
  private let reference: Double
  private var control: UInt8 = 0
  private var channel = 0
  private var result = powerOn
  private var isFirstByte = true

  /// A chip at an address with up to four inputs; missing ones are open.
  public init(
    world: SimulatedWorld, address: UInt8, inputs: [AnalogSource], reference: Volts, errors: SensorErrors = .none,
    number: Int
  ) {
    body = SensorBody(world: world, address: address, errors: errors, number: number)
    self.inputs = inputs
    self.reference = reference.value
  }

  public mutating func start(_ first: I2CAddressByte, at time: Uptime) -> Bool {
    let (acknowledges, wasReset) = body.begin(first, at: time)
    if wasReset { (control, channel, result) = (0, 0, Self.powerOn) }
    guard acknowledges else { return false }
    isFirstByte = true
    return true
  }

  public mutating func write(_ byte: UInt8, at time: Uptime) -> Bool {
    // What follows the control byte is for the output.
    guard isFirstByte else { return true }
    isFirstByte = false
    control = byte
    channel = Int(byte & 3)
    return true
  }

  public mutating func read(at time: Uptime) -> UInt8 {
    let before = result
    if !body.has(.frozenSensor, at: time) {
      let source = inputs.indices.contains(channel) ? inputs[channel] : nil
      let volts = body.converted(body.pin(source, at: time), at: time)
      let steps = Int(max(0, min(255, (volts / reference * 256).rounded(.down))))
      result = body.has(.sensorRail, at: time) ? .max : UInt8(steps)
    }
    if control & 0x04 != 0 { channel = (channel + 1) & 3 }
    return before
  }

  public mutating func stop(at time: Uptime) {}
}
