internal import Power
internal import Units

/// What lies before an input: a divider, a shunt or a thermistor.
extension SensorSection {
  /// What lies before an input and what it tells.
  struct Front {
    let front: AnalogFront
    let role: SensorRole
    let wiring: ChannelWiring?

    func use(_ channel: String) -> ChannelUse { ChannelUse(channel: channel, role: role, wiring: wiring) }
  }

  /// The keys `divider`, `shunt`, `ntc` and `as` of an input.
  static func front(_ reader: ConfigurationReader) -> Front? {
    let divider = divider(reader)
    let shunt = reader.quantity("shunt", as: Ohms.self, in: Ohms(0.0001)...Ohms(100))
    let thermistor = thermistor(reader)
    guard let role = reader.requiredRole() else { return nil }
    reportContradictions(reader, role)
    switch role.kind {
    case .current:
      return shunt.map { Front(front: .shunt($0), role: role, wiring: .shunt($0, largest: nil)) }
    case .temperature: return thermistor.map { Front(front: .thermistor($0), role: role, wiring: nil) }
    case .voltage, .power, .state:
      guard divider != nil || !reader.has("divider") else { return nil }
      return Front(front: .divider(ratio: divider?.ratio ?? 1), role: role, wiring: divider?.wiring)
    }
  }

  /// Resistors before a point that is measured.
  struct Divider {
    let upper: Ohms
    let lower: Ohms

    /// True voltage over measured voltage.
    var ratio: Double { (upper + lower) / lower }
    var wiring: ChannelWiring { .divider(upper: upper, lower: lower) }
  }

  /// Nil without one, and where it is wrong.
  static func divider(_ reader: ConfigurationReader) -> Divider? {
    guard let divider = reader.section("divider") else { return nil }
    let sane = Ohms(10)...Ohms(100e6)
    let upper = divider.requiredQuantity("upper", as: Ohms.self, in: sane)
    let lower = divider.requiredQuantity("lower", as: Ohms.self, in: sane)
    divider.finish()
    guard let upper, let lower else { return nil }
    return Divider(upper: upper, lower: lower)
  }

  private static func reportContradictions(_ reader: ConfigurationReader, _ role: SensorRole) {
    if role.kind == .current, !reader.has("shunt") {
      reader.report("an input used as \(role.rawValue) needs its shunt, for example shunt: \"0.1 ohm\"")
    }
    if role.kind == .temperature, !reader.has("ntc") {
      reader.report(
        "an input used as \(role.rawValue) needs its thermistor, for example "
          + "ntc: {r25: \"10 kohm\", beta: 3950, pull_up: \"10 kohm\", supply: \"3.3 V\"}")
    }
    if role.kind == .power { reader.report("an input measures no power", at: "as") }
    if reader.has("shunt"), reader.has("divider") {
      reader.report("an input with a shunt has no divider", at: "divider")
    }
    if reader.has("shunt"), role.kind == .voltage {
      reader.report("an input with a shunt measures a current", at: "as")
    }
    guard reader.has("ntc") else { return }
    if role.kind != .temperature { reader.report("a thermistor measures battery_temperature only", at: "as") }
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
