internal import Power
internal import Units

/// One input of a converter: what lies before it, and what it tells.
extension SensorSection {
  static func adcInput(
    _ reader: ConfigurationReader
  ) -> (channel: ADS1115.Channel, role: SensorRole, factor: Double)? {
    let input = reader.integer("input", in: 0...3)
    if input == nil, !reader.has("input") { reader.report("\"input\" is missing; write input: 0") }
    let range = adcRange(reader)
    let ratio = divider(reader)
    let shunt = reader.quantity("shunt", as: Ohms.self, in: Ohms(0.0001)...Ohms(100))
    let thermistor = thermistor(reader)
    let role = reader.requiredChoice("as", of: SensorRole.self)
    reader.finish()
    guard let input, let range, let ratio, let role else { return nil }
    reportContradictions(reader, role)
    let channel = ADS1115.Channel(input: input, range: range, ratio: ratio, thermistor: thermistor)
    return (channel, role, shunt.map { 1 / $0.value } ?? 1)
  }

  private static func adcRange(_ reader: ConfigurationReader) -> ADS1115.Range? {
    let volts = reader.quantity("range", as: Volts.self) ?? Volts(4.096)
    let range = ADS1115.Range.allCases.first { ($0.fullScale - volts).magnitude < Volts(0.0005) }
    if range == nil {
      let known = ADS1115.Range.allCases.map { "\"\($0.fullScale)\"" }.joined(separator: ", ")
      reader.report("this chip has no range of \(volts); write one of \(known)", at: "range")
    }
    return range
  }

  private static func reportContradictions(_ reader: ConfigurationReader, _ role: SensorRole) {
    let isCurrent = role == .batteryCurrent || role == .panelCurrent
    if isCurrent, !reader.has("shunt") {
      reader.report("an input used as \(role.rawValue) needs its shunt, for example shunt: \"0.1 ohm\"")
    }
    if role == .batteryTemperature, !reader.has("ntc") {
      reader.report(
        "an input used as \(role.rawValue) needs its thermistor, for example "
          + "ntc: {r25: \"10 kohm\", beta: 3950, pull_up: \"10 kohm\", supply: \"3.3 V\"}")
    }
    guard reader.has("ntc") else { return }
    if role != .batteryTemperature { reader.report("a thermistor measures battery_temperature only", at: "as") }
    for key in ["divider", "shunt"] where reader.has(key) {
      reader.report("an input with a thermistor has no \(key); its pull_up stands in ntc", at: key)
    }
  }

  private static func thermistor(_ reader: ConfigurationReader) -> Thermistor? {
    guard let section = reader.section("ntc") else { return nil }
    let resistances = Ohms(100)...Ohms(10e6)
    let r25 = section.requiredQuantity("r25", as: Ohms.self, in: resistances)
    let beta = section.number("beta", in: 1000...10000)
    if !section.has("beta") { section.report("\"beta\" is missing; write beta: 3950") }
    let pullUp = section.requiredQuantity("pull_up", as: Ohms.self, in: resistances)
    let supply = section.requiredQuantity("supply", as: Volts.self, in: Volts(1)...Volts(6))
    section.finish()
    guard let r25, let beta, let pullUp, let supply else { return nil }
    return Thermistor(r25: r25, beta: beta, pullUp: pullUp, supply: supply)
  }
}
