public import Bus

/// One switch that feeds one or more boards.
public struct SwitchSection: Sendable, Hashable {
  /// What boards call it.
  public var name: String
  /// The line it is driven by.
  public var line: GPIOLine

  /// The types an owner may write.
  enum Kind: String, CaseIterable {
    case gpio
  }

  /// Which voltage at the line means on.
  enum ActiveLevel: String, CaseIterable {
    case high, low
  }

  init?(reading reader: ConfigurationReader) {
    let name = reader.requiredText("name", example: "s1")
    let kind = reader.requiredChoice("type", of: Kind.self)
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    let offset = reader.integer("line", in: 0...1023)
    if !reader.has("line") { reader.report("\"line\" is missing; write line: 17") }
    let active = reader.choice("active", of: ActiveLevel.self) ?? (reader.has("active") ? nil : .high)
    reader.finish()
    guard let name, kind != nil, let chip, let offset, let active else { return nil }
    self.name = name
    line = GPIOLine(chip: chip, offset: offset, activeLow: active == .low)
  }
}
