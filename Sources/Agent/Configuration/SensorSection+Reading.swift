internal import Bus
internal import Power
internal import Units

extension SensorSection {
  /// A source and what its channels tell, as one type's keys give them.
  typealias Plan = (source: Source, channels: [ChannelUse])

  init?(reading reader: ConfigurationReader) {
    let name = reader.requiredText("name", example: "battery")
    guard let kind = reader.requiredChoice("type", of: Kind.self) else { return nil }
    let plan: Plan? =
      switch kind {
      case .ina219: Self.ina219(reader)
      case .ina226: Self.ina226(reader)
      case .ina228: Self.ina228(reader)
      case .ina3221: Self.ina3221(reader)
      case .ads1115: Self.ads(reader, .ads1115)
      case .ads1015: Self.ads(reader, .ads1015)
      case .mcp3008: Self.mcp(reader, .mcp3008)
      case .mcp3208: Self.mcp(reader, .mcp3208)
      case .pcf8591: Self.pcf8591(reader)
      case .hwmon: Self.kernelFile(reader, scaled: false)
      case .iio: Self.kernelFile(reader, scaled: true)
      case .w1: Self.thermometer(reader)
      case .vedirect: Self.veDirect(reader)
      case .comparator: Self.comparator(reader)
      case .board: Self.board(reader)
      }
    reader.finish()
    guard let name, let plan else { return nil }
    self.init(name: name, source: plan.source, channels: plan.channels)
    freshness = Self.freshness(plan.source)
  }

  /// Sources that speak less often than once a cycle are stale later.
  private static func freshness(_ source: Source) -> Duration {
    switch source {
    case .alone(let thermometer as W1Thermometer): max(.seconds(30), thermometer.period * 3)
    // A board tells it about once a minute (doc/protocols/minipro.md, section 5).
    case .board: .seconds(180)
    case .chip, .alone, .hardware: .seconds(15)
    }
  }

  /// Where a chip sits.
  static func place(_ reader: ConfigurationReader) -> (bus: String, address: I2CAddress)? {
    let bus = reader.requiredText("bus", example: "main")
    let address = reader.requiredAddress("address")
    guard let bus, let address else { return nil }
    return (bus, address)
  }

  /// A whole number that must be there.
  static func number(_ reader: ConfigurationReader, _ key: String, in range: ClosedRange<Int>) -> Int? {
    let number = reader.integer(key, in: range)
    if !reader.has(key) { reader.report("\"\(key)\" is missing; write \(key): \(range.lowerBound)") }
    return number
  }

  /// The inputs or channels of a chip: at least one, each once. Nil while one of them is wrong.
  static func parts<Part>(
    _ reader: ConfigurationReader, _ key: String, example: String, name: (Part) -> String,
    _ read: (ConfigurationReader) -> Part?
  ) -> [Part]? {
    let readers = reader.list(key)
    let parts = readers.compactMap(read)
    guard !readers.isEmpty else {
      reader.report("\"\(key)\" is missing or empty; write for example \(key): [\(example)]")
      return nil
    }
    let doubled = Dictionary(grouping: parts, by: name).filter { $0.value.count > 1 }.keys.sorted()
    for name in doubled { reader.report("\(name) is used twice", at: key) }
    return parts.count == readers.count && doubled.isEmpty ? parts : nil
  }
}
