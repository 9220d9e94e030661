internal import Bus
internal import Units

/// Switches on GPIO lines that do not simply fall back to off.
extension SwitchSection {
  static func latching(_ reader: ConfigurationReader, _ isGuarded: Bool) -> Drive? {
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    let set = offset("set", reader)
    let reset = offset("reset", reader)
    let level = reader.choice("active", of: ActiveLevel.self) ?? (reader.has("active") ? nil : .high)
    let pulse = reader.duration("pulse", in: Span(0.005)...Span(1)) ?? .milliseconds(50)
    let isAccepted = acceptsHold(reader, isGuarded, "a latching relay keeps its boards on when the agent dies")
    guard let chip, let set, let reset, let level, isAccepted else { return nil }
    guard set != reset else {
      reader.report("set and reset are the same line; a relay with one coil is not known", at: "reset")
      return nil
    }
    func line(_ offset: Int) -> GPIOLine { GPIOLine(chip: chip, offset: offset, activeLow: level == .low) }
    return .latching(set: line(set), reset: line(reset), pulse: pulse)
  }

  static func reset(_ reader: ConfigurationReader, _ isGuarded: Bool) -> Drive? {
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    let line = offset("line", reader)
    let isAccepted = acceptsHold(reader, isGuarded, "boards held in reset run again when the agent dies")
    guard let chip, let line, isAccepted else { return nil }
    return .reset(GPIOLine(chip: chip, offset: line))
  }

  private static func offset(_ key: String, _ reader: ConfigurationReader) -> Int? {
    if !reader.has(key) { reader.report("\"\(key)\" is missing; write \(key): 17") }
    return reader.integer(key, in: 0...1023)
  }
}
