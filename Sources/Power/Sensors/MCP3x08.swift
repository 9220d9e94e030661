public import Bus
public import Units

/// MCP3008 and MCP3208: eight inputs on SPI, 10 and 12 bit, against a reference voltage. Also the MCP3004 and MCP3204,
/// which have four.
///
/// Source: Microchip MCP3004/3008 data sheet DS21295D and MCP3204/3208 data sheet DS21298E, §5.0 serial communication
/// (figure 5-1, tables 5-1 and 5-2), §6.1 with 8-bit segments.
///
///     MCP3008  to    0000 0001  SDDD ----  ---- ----     S: 1 single-ended, 0 differential; DDD: the input
///              from  ---- ----  ---- -0BB  BBBB BBBB     0: the null bit; then ten bits of result
///     MCP3208  to    0000 01SD  DD-- ----  ---- ----
///              from  ---- ----  ---0 BBBB  BBBB BBBB     twelve bits of result
///
/// Data is taken at the rising and given at the falling edge of the clock: SPI mode 0.
public struct MCP3x08: Sensor {
  /// Which chip.
  public enum Model: String, Sendable, CaseIterable {
    /// 10 bit.
    case mcp3008
    /// 12 bit.
    case mcp3208

    /// Bits of a result.
    public var bits: Int { self == .mcp3008 ? 10 : 12 }
    /// Clock that the chip bears at 2.7 V (§1.0, f_CLK).
    public var maximumHertz: Int { self == .mcp3008 ? 1_350_000 : 1_000_000 }
  }

  /// One input and what lies before it.
  public struct Channel: Sendable, Hashable {
    /// 0–7 for CH0–CH7.
    public var input: Int
    /// Measured against its neighbour (CH0 against CH1, CH1 against CH0) instead of ground. Below 0 it reads 0.
    public var isDifferential: Bool
    /// What lies before it.
    public var front: AnalogFront

    /// An input.
    public init(input: Int, isDifferential: Bool = false, front: AnalogFront) {
      self.input = input
      self.isDifferential = isDifferential
      self.front = front
    }

    /// `ch0`, `ch0-1`
    public var name: String { isDifferential ? "ch\(input)-\(input ^ 1)" : "ch\(input)" }
  }

  /// The sample capacitor holds its charge for so long at 85 °C: an exchange must be done by then (§6.2).
  public static let holdingTime = Duration.microseconds(1200)

  /// Which chip.
  public let model: Model
  /// The inputs in the order in which they are read.
  public let channels: [Channel]
  /// At V_REF: the largest voltage at an input, plus one step.
  public let reference: Volts
  private let place: String
  private let open: @Sendable () throws(BusError) -> any SPIDevice
  private var device: (any SPIDevice)?

  /// A chip whose bus is opened at the first sample.
  ///
  /// - Parameter place: device file or lines, for messages.
  public init(
    _ model: Model, at place: String, reference: Volts, channels: [Channel],
    open: @escaping @Sendable () throws(BusError) -> any SPIDevice
  ) {
    precondition(!channels.isEmpty, "a converter without a used input is no sensor")
    self.model = model
    self.place = place
    self.reference = reference
    self.channels = channels
    self.open = open
  }

  public var identity: String { "\(model.rawValue.uppercased()) on \(place)" }

  /// What is sent for an input (figures 6-1, tables 5-1 and 5-2).
  func question(_ channel: Channel) -> [UInt8] {
    let word = 0b1_0000 | (channel.isDifferential ? 0 : 0b1000) | channel.input & 7
    // Start bit, S, DDD and then as many clocks as leave the result at the end of the third byte.
    let shifted = UInt32(word) << UInt32(model == .mcp3008 ? 12 : 14)
    return [UInt8(shifted >> 16 & 0xFF), UInt8(shifted >> 8 & 0xFF), UInt8(shifted & 0xFF)]
  }

  public mutating func sample(at now: Uptime) throws(SensorError) -> [Measurement] {
    do throws(SensorError) {
      let device = try opened()
      var measurements: [Measurement] = []
      for channel in channels { measurements.append(try sample(channel, device, now)) }
      return measurements
    } catch {
      device = nil
      throw error
    }
  }

  private mutating func opened() throws(SensorError) -> any SPIDevice {
    if let device { return device }
    do {
      let opened = try open()
      device = opened
      return opened
    } catch {
      throw .bus(sensor: identity, error)
    }
  }

  private func sample(
    _ channel: Channel, _ device: any SPIDevice, _ now: Uptime
  ) throws(SensorError) -> Measurement {
    let answer: [UInt8]
    do { answer = try device.exchange(question(channel)) } catch { throw .bus(sensor: identity, error) }
    guard answer.count == 3 else { throw .shortAnswer(sensor: identity, expected: 3, found: answer.count) }
    let word = Int(answer[1]) << 8 | Int(answer[2])
    // The null bit is low: a line that nobody drives, pulled high, is no full scale.
    guard word >> model.bits & 1 == 0 else {
      throw .wrongChip(sensor: identity, expected: "a null bit before the result", found: "1")
    }
    let steps = 1 << model.bits
    let code = word & (steps - 1)
    return channel.front.measurement(
      channel.name,
      .init(
        pin: reference * (Double(code) / Double(steps)), raw: Int64(code), isAtBottom: code == 0,
        isAtEnd: code == steps - 1, time: now))
  }
}
