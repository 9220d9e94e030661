internal import Bus
internal import Power
internal import Units

/// Chips that convert voltages at their inputs.
extension SensorSection {
  static func ads(_ reader: ConfigurationReader, _ model: ADS1115.Model) -> Plan? {
    let place = place(reader)
    let example = "{input: 0, range: \"4.096 V\", as: battery_voltage}"
    let inputs = parts(reader, "inputs", example: example, name: { "input \($0.channel.input)" }) { adsInput($0) }
    let alert = reader.section("alert").map { adsAlert($0, inputs) }
    guard let place, let inputs else { return nil }
    if case .some(nil) = alert { return nil }
    let chip = ADS1115(
      address: place.address, model: model, channels: inputs.map(\.channel), alert: alert.flatMap { $0 })
    return (.chip(bus: place.bus, chip), inputs.map { $0.front.use($0.channel.name) })
  }

  private static func adsInput(_ reader: ConfigurationReader) -> (channel: ADS1115.Channel, front: Front)? {
    let input = number(reader, "input", in: 0...3)
    let against = reader.integer("against", in: 0...3)
    let range = adsRange(reader)
    let front = front(reader)
    reader.finish()
    guard let input, let range, let front else { return nil }
    if let against, !ADS1115.Channel.differences.contains(where: { $0 == (input, against) }) {
      reader.report("this chip measures 0 against 1, and 0, 1 or 2 against 3", at: "against")
      return nil
    }
    return (.init(input: input, against: against, range: range, front: front.front), front)
  }

  private static func adsRange(_ reader: ConfigurationReader) -> ADS1115.Range? {
    let volts = reader.quantity("range", as: Volts.self) ?? Volts(4.096)
    let range = ADS1115.Range.allCases.first { ($0.fullScale - volts).magnitude < Volts(0.0005) }
    if range == nil {
      let known = ADS1115.Range.allCases.map { "\"\($0.fullScale)\"" }.joined(separator: ", ")
      reader.report("this chip has no range of \(volts); write one of \(known)", at: "range")
    }
    return range
  }

  /// The thresholds are written as voltages of the battery, and given to the chip as voltages at its pin.
  private static func adsAlert(
    _ reader: ConfigurationReader, _ inputs: [(channel: ADS1115.Channel, front: Front)]?
  ) -> ADS1115.Alert? {
    let below = reader.requiredQuantity("below", as: Volts.self, in: Volts(0.1)...Volts(120))
    let above = reader.requiredQuantity("above", as: Volts.self, in: Volts(0.1)...Volts(120))
    reader.finish()
    guard let below, let above, let inputs else { return nil }
    guard inputs.count == 1, let input = inputs.first, case .divider(let ratio) = input.channel.front else {
      reader.report("an alert needs the whole chip: exactly one input, which measures a voltage")
      return nil
    }
    guard below < above, above / ratio < input.channel.range.fullScale else {
      reader.report(
        "\"below\" must lie under \"above\", and that under \(input.channel.range.fullScale * ratio), the end of the "
          + "range with this divider")
      return nil
    }
    return ADS1115.Alert(below: below / ratio, above: above / ratio)
  }

  static func mcp(_ reader: ConfigurationReader, _ model: MCP3x08.Model) -> Plan? {
    let wiring = spi(reader)
    let reference = reader.requiredQuantity("reference", as: Volts.self, in: Volts(1)...Volts(5.5))
    let inputs = parts(
      reader, "inputs", example: "{input: 0, as: battery_voltage}", name: { "input \($0.channel.input)" }
    ) { mcpInput($0) }
    guard let wiring, let reference, let inputs else { return nil }
    let channels = inputs.map(\.channel)
    let make: @Sendable (any RigHardware) -> MCP3x08 = { hardware in
      MCP3x08(model, at: wiring.description, reference: reference, channels: channels) { () throws(BusError) in
        try wiring.open(on: hardware, model)
      }
    }
    let spans = channels.compactMap { channel in
      make(NoHardware()).span(of: channel.name).map { (channel.name, $0) }
    }
    let sensor = HardwareSensor(
      paths: wiring.paths, lines: wiring.lines, spans: Dictionary(uniqueKeysWithValues: spans), make: make)
    return (.hardware(sensor), inputs.map { $0.front.use($0.channel.name) })
  }

  private static func mcpInput(_ reader: ConfigurationReader) -> (channel: MCP3x08.Channel, front: Front)? {
    let input = number(reader, "input", in: 0...7)
    let against = reader.integer("against", in: 0...7)
    let front = front(reader)
    reader.finish()
    guard let input, let front else { return nil }
    if let against, against != input ^ 1 {
      reader.report("this chip measures input \(input) against \(input ^ 1) only", at: "against")
      return nil
    }
    return (.init(input: input, isDifferential: against != nil, front: front.front), front)
  }

  static func pcf8591(_ reader: ConfigurationReader) -> Plan? {
    let place = place(reader)
    let reference = reader.requiredQuantity("reference", as: Volts.self, in: Volts(1)...Volts(6))
    let inputs = parts(
      reader, "inputs", example: "{input: 0, as: battery_voltage}", name: { "input \($0.channel.input)" }
    ) { reader -> (channel: PCF8591.Channel, front: Front)? in
      let input = number(reader, "input", in: 0...3)
      let front = front(reader)
      reader.finish()
      guard let input, let front else { return nil }
      return (.init(input: input, front: front.front), front)
    }
    guard let place, let reference, let inputs else { return nil }
    let chip = PCF8591(address: place.address, reference: reference, channels: inputs.map(\.channel))
    return (.chip(bus: place.bus, chip), inputs.map { $0.front.use("ain\($0.channel.input)") })
  }
}
