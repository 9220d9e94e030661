public import Bus
public import Units

/// ADS1115: four inputs, 16 bit, by its own reference.
///
/// Source: Texas Instruments ADS1115 data sheet SBAS444E, §8.1 registers.
///
///     S addr W A  pointer A  MSB A  LSB A  P                   write a register
///     S addr W A  pointer A  Sr addr R A  MSB A  LSB N  P      read a register
///
/// One input is converted between two samples (single shot at 8 samples/s, the quietest rate), in turn: with four
/// inputs each is four cycles old at most.
public struct ADS1115: I2CSensor {
  /// One input and how its voltage relates to what it measures.
  public struct Channel: Sendable, Hashable {
    /// 0–3 for AIN0–AIN3 against ground.
    public var input: Int
    /// Full scale.
    public var range: Range
    /// True voltage over input voltage: (upper + lower) / lower of a divider, 1 without one.
    public var ratio: Double
    /// What is measured is a temperature, by this thermistor between the input and ground.
    public var thermistor: Thermistor?

    /// An input.
    public init(input: Int, range: Range, ratio: Double = 1, thermistor: Thermistor? = nil) {
      self.input = input
      self.range = range
      self.ratio = ratio
      self.thermistor = thermistor
    }
  }

  /// Full scale by the PGA (§8.1.3, bits 11–9). The input may never exceed the supply, whatever the range.
  public enum Range: UInt16, Sendable, CaseIterable {
    /// ±6.144 V
    case millivolts6144 = 0
    /// ±4.096 V
    case millivolts4096 = 1
    /// ±2.048 V
    case millivolts2048 = 2
    /// ±1.024 V
    case millivolts1024 = 3
    /// ±0.512 V
    case millivolts512 = 4
    /// ±0.256 V
    case millivolts256 = 5

    /// The largest voltage at the input.
    public var fullScale: Volts { Volts(rawValue == 0 ? 6.144 : 8.192 / Double(1 << rawValue)) }
  }

  /// Register pointers (§8.1.1).
  enum Register {
    static let conversion: UInt8 = 0x00
    static let configuration: UInt8 = 0x01
  }

  /// Time of one conversion at 8 samples/s, with the data sheet's 10 % (§6.5).
  static let conversionTime = Duration.milliseconds(138)

  /// The chip's address, 0x48–0x4B by its ADDR pin.
  public let address: I2CAddress
  /// The inputs in the order of conversion.
  public let channels: [Channel]
  private var running: (index: Int, since: Uptime)?

  /// A chip with its used inputs; at least one.
  public init(address: I2CAddress, channels: [Channel]) {
    precondition(!channels.isEmpty, "an ADS1115 without a used input is no sensor")
    self.address = address
    self.channels = channels
  }

  public var identity: String { "ADS1115 at \(address)" }

  /// Start, input against ground, range, single shot, 8 samples/s, comparator off (§8.1.3).
  func configuration(of channel: Channel) -> UInt16 {
    1 << 15 | (0b100 | UInt16(channel.input)) << 12 | channel.range.rawValue << 9 | 1 << 8 | 0b000 << 5 | 0b11
  }

  public mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement] {
    let chip = ChipRegisters(bus: bus, address: address, sensor: identity)
    guard let (index, since) = running else {
      try start(0, chip, at: now)
      return []
    }
    guard now - since >= Self.conversionTime else { return [] }
    // Unless all goes well, begin anew.
    running = nil
    // Bit 15 reads 1 when no conversion runs; the rest must be what was written, else the chip was reset.
    guard try chip.word(Register.configuration) == configuration(of: channels[index]) else {
      throw .lostSettings(sensor: identity)
    }
    let code = try chip.signedWord(Register.conversion)
    try start((index + 1) % channels.count, chip, at: now)
    return [measurement(code, channels[index], since)]
  }

  private mutating func start(_ index: Int, _ chip: ChipRegisters, at now: Uptime) throws(SensorError) {
    try chip.write(configuration(of: channels[index]), to: Register.configuration)
    running = (index, now)
  }

  private func measurement(_ code: Int16, _ channel: Channel, _ time: Uptime) -> Measurement {
    let volts = channel.range.fullScale * (Double(code) / 32768)
    let isAtRail = code == .max || code <= 0
    guard let thermistor = channel.thermistor else {
      return Measurement(
        channel: "ain\(channel.input)", value: .voltage(volts * channel.ratio), raw: Int64(code), atRail: isAtRail,
        time: time)
    }
    let celsius = thermistor.temperature(at: volts)
    return Measurement(
      channel: "ain\(channel.input)", value: .temperature(celsius ?? Celsius(.nan)), raw: Int64(code),
      atRail: isAtRail || celsius == nil, time: time)
  }
}
