public import Power
internal import Units

/// The energy side of the rig: enough by itself to simulate, govern and budget it.
public enum RigSection {
  /// Reads the `rig:` section; what is absent keeps its documented default.
  static func read(_ reader: ConfigurationReader?) -> RigDescription {
    var rig = RigDescription()
    guard let reader else { return rig }
    rig.place = reader.section("place").flatMap(place)
    rig.panel = reader.section("panel").flatMap(panel)
    if let charger = reader.section("charger") { rig.chargerEfficiency = efficiency(charger) ?? rig.chargerEfficiency }
    if let battery = reader.section("battery") { rig.battery = pack(battery) }
    if let regulator = reader.section("regulator") {
      rig.regulatorEfficiency = efficiency(regulator) ?? rig.regulatorEfficiency
    }
    let powers = Watts(0)...Watts(1000)
    if let standby = reader.quantity("standby", as: Watts.self, in: powers) { rig.standby = standby }
    if let host = reader.section("host") {
      if let power = host.quantity("power", as: Watts.self, in: powers) { rig.hostPower = power }
      host.finish()
    }
    if let boards = reader.section("boards") {
      if let count = boards.integer("count", in: 0...1000) { rig.boardCount = count }
      if let power = boards.quantity("power", as: Watts.self, in: Watts(0.001)...Watts(100)) { rig.boardPower = power }
      boards.finish()
    }
    reader.finish()
    return rig
  }

  private static func efficiency(_ reader: ConfigurationReader) -> Double? {
    defer { reader.finish() }
    return reader.number("efficiency", in: 0.05...1)
  }

  private static func place(_ reader: ConfigurationReader) -> RigDescription.Place? {
    let latitude = reader.number("latitude", in: -90...90)
    let longitude = reader.number("longitude", in: -180...180)
    let elevation = reader.quantity("elevation", as: Meters.self, in: Meters(-500)...Meters(9000))
    for key in ["latitude", "longitude"] where !reader.has(key) { reader.missing(key, "36.1") }
    reader.finish()
    guard let latitude, let longitude else { return nil }
    return .init(latitude: latitude, longitude: longitude, elevation: elevation ?? .zero)
  }

  private static func panel(_ reader: ConfigurationReader) -> RigDescription.Panel? {
    let peak = reader.requiredQuantity("peak", as: Watts.self, in: Watts(0.1)...Watts(100_000))
    let tilt = reader.quantity("tilt", as: Degrees.self, in: Degrees(0)...Degrees(90))
    let azimuth = reader.quantity("azimuth", as: Degrees.self, in: Degrees(0)...Degrees(360))
    reader.finish()
    return peak.map { .init(peak: $0, tilt: tilt, azimuth: azimuth) }
  }

  private static func pack(_ reader: ConfigurationReader) -> RigDescription.Pack {
    var pack = RigDescription.Pack()
    if let chemistry = reader.choice("chemistry", of: Chemistry.self) { pack.chemistry = chemistry.rawValue }
    if let cells = reader.integer("cells", in: 1...60) { pack.cells = cells }
    if let capacity = reader.quantity("capacity", as: AmpHours.self, in: AmpHours(0.05)...AmpHours(5000)) {
      pack.capacity = capacity
    }
    let nominal = nominalCellVoltage(Chemistry(rawValue: pack.chemistry) ?? .lifepo4) * Double(pack.cells)
    pack.energy =
      reader.quantity("energy", as: WattHours.self, in: WattHours(0.1)...WattHours(500_000)) ?? pack.capacity * nominal
    if let ohms = reader.quantity("resistance", as: Ohms.self, in: Ohms(0)...Ohms(20)) { pack.resistance = ohms }
    let shares = StateOfCharge(0)...StateOfCharge(1)
    if let disconnect = reader.quantity("disconnect", as: StateOfCharge.self, in: shares) {
      pack.disconnect = disconnect
    }
    if let reconnect = reader.quantity("reconnect", as: StateOfCharge.self, in: shares) { pack.reconnect = reconnect }
    if pack.reconnect <= pack.disconnect {
      reader.report(
        "reconnect (\(pack.reconnect)) must lie above disconnect (\(pack.disconnect)); raise reconnect or lower disconnect",
        at: reader.has("reconnect") ? "reconnect" : "disconnect")
    }
    if let share = reader.number("charge_efficiency", in: 0.05...1) { pack.chargeEfficiency = share }
    checkEnergy(pack, nominal: nominal, reader)
    reader.finish()
    return pack
  }

  /// A pack whose energy does not fit its charge has one of the two, or the chemistry, mistyped.
  private static func checkEnergy(_ pack: RigDescription.Pack, nominal: Volts, _ reader: ConfigurationReader) {
    let expected = pack.capacity * nominal
    guard reader.has("energy"), abs(pack.energy.value / expected.value - 1) > 0.4 else { return }
    reader.report(
      "\(pack.capacity) in \(pack.cells) \(pack.chemistry) cells hold about \(expected.formatted(decimals: 1)), not "
        + "\(pack.energy); check capacity, cells and chemistry", at: "energy")
  }

  /// Nominal voltages as the trade prints them.
  private static func nominalCellVoltage(_ chemistry: Chemistry) -> Volts {
    switch chemistry {
    case .nmc, .lco: Volts(3.7)
    case .lifepo4: Volts(3.2)
    case .leadFlooded, .leadAGM, .leadGel: Volts(2)
    case .nimh: Volts(1.2)
    }
  }
}
