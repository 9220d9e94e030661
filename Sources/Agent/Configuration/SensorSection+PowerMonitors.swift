internal import Bus
internal import Power
internal import Units

/// Chips that measure a voltage and the current through a shunt.
extension SensorSection {
  static func ina219(_ reader: ConfigurationReader) -> Plan? {
    monitor(reader, largestDrop: Volts(0.32)) { INA219(address: $0, shunt: $1, maximum: $2) }
  }

  static func ina226(_ reader: ConfigurationReader) -> Plan? {
    monitor(reader, largestDrop: INA226.fullScale) { address, shunt, _ in INA226(address: address, shunt: shunt) }
  }

  static func ina228(_ reader: ConfigurationReader) -> Plan? {
    monitor(reader, largestDrop: INA228.Range.millivolts163.fullScale) {
      INA228(address: $0, shunt: $1, maximum: $2)
    }
  }

  static func ina3221(_ reader: ConfigurationReader) -> Plan? {
    let place = place(reader)
    let example = "{channel: 1, shunt: \"0.1 ohm\", measures: battery}"
    let channels = parts(reader, "channels", example: example, name: { "channel \($0.channel.number)" }) {
      reader -> (channel: INA3221.Channel, uses: [ChannelUse])? in
      let number = number(reader, "channel", in: 1...3)
      let measured = measured(reader, largestDrop: INA3221.fullScale)
      reader.finish()
      guard let number, let measured else { return nil }
      return (.init(number: number, shunt: measured.shunt), measured.uses("\(number)"))
    }
    guard let place, let channels else { return nil }
    let chip = INA3221(address: place.address, channels: channels.map(\.channel))
    return (.chip(bus: place.bus, chip), channels.flatMap(\.uses))
  }

  private static func monitor(
    _ reader: ConfigurationReader, largestDrop: Volts, _ make: (I2CAddress, Ohms, Amps) -> any I2CSensor
  ) -> Plan? {
    let place = place(reader)
    let measured = measured(reader, largestDrop: largestDrop)
    guard let place, let measured else { return nil }
    return (.chip(bus: place.bus, make(place.address, measured.shunt, measured.maximum)), measured.uses(""))
  }

  /// What every voltage and current of these chips is measured by: shunt, largest current, place and sign.
  private struct Measured {
    let shunt: Ohms
    let maximum: Amps
    let place: MonitorPlace
    let isInverted: Bool
    let boards: [String]

    func uses(_ suffix: String) -> [ChannelUse] {
      let roles: (SensorRole, SensorRole) =
        switch place {
        case .battery: (.batteryVoltage, .batteryCurrent)
        case .panel: (.panelVoltage, .panelCurrent)
        case .boards: (.boardVoltage, .boardCurrent)
        }
      return [
        ChannelUse(channel: "voltage\(suffix)", role: roles.0, boards: boards),
        ChannelUse(
          channel: "current\(suffix)", role: roles.1, boards: boards, factor: isInverted ? -1 : 1,
          wiring: .shunt(shunt, largest: maximum)),
      ]
    }
  }

  private static func measured(_ reader: ConfigurationReader, largestDrop: Volts) -> Measured? {
    let shunt = reader.requiredQuantity("shunt", as: Ohms.self, in: Ohms(0.0001)...Ohms(10))
    let maximum = reader.quantity("max_current", as: Amps.self, in: Amps(0.001)...Amps(500))
    let place = reader.requiredChoice("measures", of: MonitorPlace.self)
    let isInverted = reader.flag("invert") ?? false
    let boards = reader.texts("boards")
    if place == .boards, boards.isEmpty {
      reader.report("\"boards\" is missing; name those that draw through this shunt, as boards: [b1, b2]")
    } else if let place, place != .boards, !boards.isEmpty {
      reader.report("only measures: boards has boards; leave it out for \(place.rawValue)", at: "boards")
    }
    guard let shunt else { return nil }
    let largest = largestDrop / shunt
    if let maximum, maximum > largest {
      reader.report(
        "\(maximum) through \(shunt) is more than the \(Decimal.short(largestDrop.value * 1000)) mV this chip "
          + "measures; the largest current is \(largest)", at: "max_current")
    }
    guard let place else { return nil }
    return Measured(shunt: shunt, maximum: maximum ?? largest, place: place, isInverted: isInverted, boards: boards)
  }
}
