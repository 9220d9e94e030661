internal import Bus
internal import Power
internal import Units

/// Chips that measure a voltage and the current through a shunt.
extension SensorSection {
  static func ina219(_ reader: ConfigurationReader) -> (Source, [ChannelUse])? {
    monitor(reader, largestDrop: Volts(0.32)) { INA219(address: $0, shunt: $1, maximum: $2) }
  }

  static func ina226(_ reader: ConfigurationReader) -> (Source, [ChannelUse])? {
    monitor(reader, largestDrop: INA226.fullScale) { address, shunt, _ in INA226(address: address, shunt: shunt) }
  }

  static func ina228(_ reader: ConfigurationReader) -> (Source, [ChannelUse])? {
    monitor(reader, largestDrop: INA228.Range.millivolts163.fullScale) {
      INA228(address: $0, shunt: $1, maximum: $2)
    }
  }

  static func ina3221(_ reader: ConfigurationReader) -> (Source, [ChannelUse])? {
    let bus = reader.requiredText("bus", example: "main")
    let address = reader.requiredAddress("address")
    let channels = reader.list("channels").compactMap { ina3221Channel($0) }
    guard let bus, let address else { return nil }
    guard !channels.isEmpty else {
      reader.report(
        "\"channels\" is missing or empty; write for example "
          + "channels: [{channel: 1, shunt: \"0.1 ohm\", measures: battery}]")
      return nil
    }
    let doubled = Dictionary(grouping: channels, by: \.channel.number).filter { $0.value.count > 1 }.keys.sorted()
    for number in doubled { reader.report("channel \(number) is used twice", at: "channels") }
    return (.chip(bus: bus, INA3221(address: address, channels: channels.map(\.channel))), channels.flatMap(\.uses))
  }

  private static func ina3221Channel(
    _ reader: ConfigurationReader
  ) -> (channel: INA3221.Channel, uses: [ChannelUse])? {
    let number = reader.integer("channel", in: 1...3)
    if number == nil, !reader.has("channel") { reader.report("\"channel\" is missing; write channel: 1") }
    let shunt = shunt(reader, largestDrop: INA3221.fullScale)
    let place = reader.requiredChoice("measures", of: MonitorPlace.self)
    let inverted = reader.flag("invert") ?? false
    reader.finish()
    guard let number, let shunt, let place else { return nil }
    return (.init(number: number, shunt: shunt.value), uses(of: place, inverted: inverted, suffix: "\(number)"))
  }

  private static func monitor(
    _ reader: ConfigurationReader, largestDrop: Volts, _ make: (I2CAddress, Ohms, Amps) -> any I2CSensor
  ) -> (Source, [ChannelUse])? {
    let bus = reader.requiredText("bus", example: "main")
    let address = reader.requiredAddress("address")
    let shunt = shunt(reader, largestDrop: largestDrop)
    let place = reader.requiredChoice("measures", of: MonitorPlace.self)
    let inverted = reader.flag("invert") ?? false
    guard let bus, let address, let shunt, let place else { return nil }
    return (.chip(bus: bus, make(address, shunt.value, shunt.maximum)), uses(of: place, inverted: inverted))
  }

  /// The shunt, and the largest current: what the owner wrote, or what the chip can measure.
  private static func shunt(_ reader: ConfigurationReader, largestDrop: Volts) -> (value: Ohms, maximum: Amps)? {
    let shunt = reader.requiredQuantity("shunt", as: Ohms.self, in: Ohms(0.0001)...Ohms(10))
    let maximum = reader.quantity("max_current", as: Amps.self, in: Amps(0.001)...Amps(500))
    guard let shunt else { return nil }
    let largest = largestDrop / shunt
    if let maximum, maximum > largest {
      reader.report(
        "\(maximum) through \(shunt) is more than the \(Decimal.short(largestDrop.value * 1000)) mV this chip "
          + "measures; the largest current is \(largest)", at: "max_current")
    }
    return (shunt, maximum ?? largest)
  }

  private static func uses(of place: MonitorPlace, inverted: Bool, suffix: String = "") -> [ChannelUse] {
    let roles: (SensorRole, SensorRole) =
      place == .battery ? (.batteryVoltage, .batteryCurrent) : (.panelVoltage, .panelCurrent)
    return [
      ChannelUse(channel: "voltage\(suffix)", role: roles.0, factor: 1),
      ChannelUse(channel: "current\(suffix)", role: roles.1, factor: inverted ? -1 : 1),
    ]
  }
}
