public import Bus
public import Units

/// ADS1115 and ADS1015: four inputs or two differences, 16 and 12 bit, by their own reference.
///
/// Source: Texas Instruments ADS1115 data sheet SBAS444E and ADS1015 data sheet SBAS473E, §8.1 registers: the same but for
/// the data rates and the four lowest bits of a result.
///
///     S addr W A  pointer A  MSB A  LSB A  P                   write a register
///     S addr W A  pointer A  Sr addr R A  MSB A  LSB N  P      read a register
///
/// One input is converted between two samples (single shot at the slowest, quietest rate), in turn: with four inputs
/// each is four cycles old at most. With an ``Alert`` the one input is converted all the time and the chip compares each
/// result by itself, also while the agent does not run.
public struct ADS1115: I2CSensor {
  /// Which chip.
  public enum Model: String, Sendable, CaseIterable {
    /// 16 bit, 8 to 860 samples/s.
    case ads1115
    /// 12 bit, 128 to 3300 samples/s.
    case ads1015

    /// Codes in one step of the result: the ADS1015 leaves the four lowest bits 0 (SBAS473E §8.1.2).
    public var codesInStep: Int { self == .ads1115 ? 1 : 16 }
    /// DR = 000, 8 or 128 samples/s, with the data sheets' 10 % (§6.5) and the time to wake up.
    var conversionTime: Duration { self == .ads1115 ? .milliseconds(138) : .microseconds(8700) }
  }

  /// One input and what lies before it.
  public struct Channel: Sendable, Hashable {
    /// 0–3 for AIN0–AIN3.
    public var input: Int
    /// The pin it is measured against; nil for ground. The chip can 0-1, 0-3, 1-3 and 2-3.
    public var against: Int?
    /// Full scale.
    public var range: Range
    /// What lies before it.
    public var front: AnalogFront

    /// An input.
    public init(input: Int, against: Int? = nil, range: Range, front: AnalogFront = .divider(ratio: 1)) {
      self.input = input
      self.against = against
      self.range = range
      self.front = front
    }

    /// The differences that the multiplexer knows.
    public static let differences: [(input: Int, against: Int)] = [(0, 1), (0, 3), (1, 3), (2, 3)]

    /// MUX, bits 14–12 (§8.1.3).
    var multiplexer: UInt16 {
      let difference = Self.differences.firstIndex { $0.input == input && $0.against == against }
      return difference.map { UInt16($0) } ?? 0b100 | UInt16(input)
    }

    /// `ain0`, `ain0-1`
    public var name: String { against.map { "ain\(input)-\($0)" } ?? "ain\(input)" }
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
    static let lowThreshold: UInt8 = 0x02
    static let highThreshold: UInt8 = 0x03
  }

  /// The chip's address, 0x48–0x4B by its ADDR pin.
  public let address: I2CAddress
  /// Which chip.
  public let model: Model
  /// The inputs in the order of conversion.
  public let channels: [Channel]
  /// What the ALERT/RDY pin says; nil leaves it alone.
  public let alert: Alert?
  private var running: (index: Int, since: Uptime)?
  private var settings: ChipSettings?

  /// A chip with its used inputs; at least one, and exactly one with an alert.
  public init(address: I2CAddress, model: Model = .ads1115, channels: [Channel], alert: Alert? = nil) {
    precondition(!channels.isEmpty, "an ADS1115 without a used input is no sensor")
    precondition(alert == nil || channels.count == 1, "an ADS1115 compares one input only")
    self.address = address
    self.model = model
    self.channels = channels
    self.alert = alert
    settings = alert.map { $0.settings(channels[0]) }
  }

  public var identity: String { "\(model.rawValue.uppercased()) at \(address)" }

  /// Start, input, range, single shot, the slowest rate, comparator off (§8.1.3).
  func configuration(of channel: Channel) -> UInt16 {
    1 << 15 | channel.multiplexer << 12 | channel.range.rawValue << 9 | 1 << 8 | 0b000 << 5 | 0b11
  }

  public mutating func sample(on bus: any I2CBus, at now: Uptime) throws(SensorError) -> [Measurement] {
    let chip = ChipRegisters(bus: bus, address: address, sensor: identity)
    if alert != nil { return try sampleContinuously(chip, at: now) }
    guard let (index, since) = running else {
      try start(0, chip, at: now)
      return []
    }
    guard now - since >= model.conversionTime else { return [] }
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

  /// Settings and thresholds are compared at each sample: a chip that was reset would watch nothing.
  private mutating func sampleContinuously(_ chip: ChipRegisters, at now: Uptime) throws(SensorError) -> [Measurement] {
    guard var held = settings else { return [] }
    defer { settings = held }
    guard try held.hold(on: chip) else { return [] }
    return [measurement(try chip.signedWord(Register.conversion), channels[0], now)]
  }

  private func measurement(_ code: Int16, _ channel: Channel, _ time: Uptime) -> Measurement {
    let isSingle = channel.against == nil
    return channel.front.measurement(
      channel.name,
      .init(
        pin: channel.range.fullScale * (Double(code) / 32768), raw: Int64(code), isAtBottom: isSingle && code <= 0,
        isAtEnd: code >= .max - Int16(model.codesInStep - 1) || code == .min, time: time))
  }
}
