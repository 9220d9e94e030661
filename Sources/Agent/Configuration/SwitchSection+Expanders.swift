internal import Bus

/// Switches on I²C expanders. They hold when the agent dies, so the owner must say that this is accepted.
extension SwitchSection {
  static func expander(_ reader: ConfigurationReader, _ kind: ExpanderPlace.Kind, _ isGuarded: Bool) -> Drive? {
    let bus = reader.requiredText("bus", example: "main")
    let address = reader.requiredAddress("address")
    let pin = reader.integer("pin", in: 0...(kind == .pcf8574 ? 7 : 15))
    if !reader.has("pin") { reader.report("\"pin\" is missing; write pin: 0") }
    let level = level(reader, kind)
    let isAccepted = acceptsHold(
      reader, isGuarded, "an expander keeps its boards on when the agent dies or the bus hangs")
    guard let bus, let address, let pin, let level, isAccepted else { return nil }
    guard possible(kind).contains(where: { $0.contains(address.value) }) else {
      reader.report("\(address) cannot be the address of this chip; see the levels at its A0, A1 and A2", at: "address")
      return nil
    }
    let place = ExpanderPlace(bus: bus, address: address, kind: kind)
    return .expander(place, pin: pin, activeLow: level == .low)
  }

  /// The PCF8574A is a PCF8574 with other addresses.
  private static func possible(_ kind: ExpanderPlace.Kind) -> [ClosedRange<UInt8>] {
    kind == .pcf8574 ? [0x20...0x27, 0x38...0x3F] : [0x20...0x27]
  }

  private static func level(_ reader: ConfigurationReader, _ kind: ExpanderPlace.Kind) -> ActiveLevel? {
    let usual = kind == .pcf8574 ? ActiveLevel.low : .high
    let level = reader.choice("active", of: ActiveLevel.self) ?? (reader.has("active") ? nil : usual)
    if kind == .pcf8574, level == .high {
      reader.report(
        "a PCF8574 holds its pins high from power-on until the agent runs, so the boards would be on; wire the switch "
          + "to be on at a low level and write active: low, or take an mcp23017", at: "active")
      return nil
    }
    return level
  }

  /// What does not go off when the agent dies needs somebody else who cuts it, or the owner's word.
  static func acceptsHold(_ reader: ConfigurationReader, _ isGuarded: Bool, _ what: String) -> Bool {
    let word = reader.flag("accept_hold")
    guard isGuarded || word == true else {
      reader.report(
        "\(what), and nothing then guards the battery; fit a watchdog that cuts them and name its line under "
          + "service.watchdog, or a low-voltage disconnect and write accept_hold: true",
        at: reader.has("accept_hold") ? "accept_hold" : nil)
      return false
    }
    return true
  }
}
