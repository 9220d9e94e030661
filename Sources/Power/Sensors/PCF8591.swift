public import Bus
public import Units

/// PCF8591: four inputs, 8 bit, against a reference voltage. At most 100 kHz.
///
/// Source: NXP PCF8591 data sheet, §8.1 addressing, §8.2 control byte, §8.4 A/D conversion.
///
///     S addr W A  control A  Sr addr R A  before A  result A  again N  P
///
/// A read gives the result of the conversion before it and starts the next, so the first byte after the control byte
/// belongs to another input and is thrown away; the last is the newest. The chip holds no settings that a dip of its
/// supply could change and has nothing by which it could be told from another chip.
///
/// Eight bits are coarse: 1/256 of a 4 S LiFePO4 battery's range is 60 mV, more than a board's switching moves it. A
/// frozen one cannot be noticed; use it for a second opinion or a thermistor.
public struct PCF8591: I2CSensor {
  /// One input and what lies before it.
  public struct Channel: Sendable, Hashable {
    /// 0–3 for AIN0–AIN3 against ground.
    public var input: Int
    /// What lies before it.
    public var front: AnalogFront

    /// An input.
    public init(input: Int, front: AnalogFront) {
      self.input = input
      self.front = front
    }
  }

  /// Parts of the control byte (§8.2).
  enum Control {
    /// Bit 6: the output and with it the oscillator stay on, so no conversion begins before it runs (§8.2).
    static let analogOutputEnable: UInt8 = 1 << 6
    /// Bits 5 and 4: four inputs against ground.
    static let singleEnded: UInt8 = 0b00 << 4
  }

  /// The chip's address, 0x48–0x4F by its A0 to A2 pins.
  public let address: I2CAddress
  /// The inputs in the order in which they are read.
  public let channels: [Channel]
  /// Between V_REF and AGND: 256 steps.
  public let reference: Volts

  /// A chip with its used inputs; at least one.
  public init(address: I2CAddress, reference: Volts, channels: [Channel]) {
    precondition(!channels.isEmpty, "a PCF8591 without a used input is no sensor")
    self.address = address
    self.reference = reference
    self.channels = channels
  }

  public var identity: String { "PCF8591 at \(address)" }

  public mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement] {
    var measurements: [Measurement] = []
    for channel in channels {
      let code = try convert(channel, on: bus)
      measurements.append(
        channel.front.measurement(
          "ain\(channel.input)",
          .init(
            pin: reference * (Double(code) / 256), raw: Int64(code), isAtBottom: code == 0, isAtEnd: code == .max,
            time: now)))
    }
    return measurements
  }

  private func convert(_ channel: Channel, on bus: any I2CBus) throws(SensorError) -> UInt8 {
    let control = Control.analogOutputEnable | Control.singleEnded | UInt8(channel.input & 3)
    let bytes: [UInt8]
    do { bytes = try bus.query([control], count: 3, at: address) } catch { throw .bus(sensor: identity, error) }
    guard bytes.count == 3 else { throw .shortAnswer(sensor: identity, expected: 3, found: bytes.count) }
    return bytes[2]
  }
}
