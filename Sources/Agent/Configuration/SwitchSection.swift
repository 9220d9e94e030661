public import Bus

/// One switch that feeds one or more boards.
public struct SwitchSection: Sendable, Hashable {
  /// What boards call it.
  public var name: String
  /// What drives it.
  public var drive: Drive

  /// What a switch is driven by.
  public enum Drive: Sendable, Hashable {
    /// A GPIO line of this machine.
    case line(GPIOLine)
    /// A pin of an I²C expander. `activeLow`: a low level means on.
    case expander(ExpanderPlace, pin: Int, activeLow: Bool)
  }

  /// The GPIO line, if it is one.
  public var line: GPIOLine? { if case .line(let line) = drive { line } else { nil } }
  /// The expander, if it sits on one.
  public var expander: ExpanderPlace? { if case .expander(let place, _, _) = drive { place } else { nil } }

  /// The types an owner may write.
  enum Kind: String, CaseIterable {
    case gpio, pcf8574, mcp23017
  }

  /// Which voltage at the line means on.
  enum ActiveLevel: String, CaseIterable {
    case high, low
  }

  init?(reading reader: ConfigurationReader) {
    let name = reader.requiredText("name", example: "s1")
    let drive: Drive? =
      switch reader.requiredChoice("type", of: Kind.self) {
      case .gpio: Self.line(reader)
      case .pcf8574: Self.expander(reader, .pcf8574)
      case .mcp23017: Self.expander(reader, .mcp23017)
      case nil: nil
      }
    if reader.has("type") { reader.finish() }
    guard let name, let drive else { return nil }
    self.name = name
    self.drive = drive
  }

  private static func line(_ reader: ConfigurationReader) -> Drive? {
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    let offset = reader.integer("line", in: 0...1023)
    if !reader.has("line") { reader.report("\"line\" is missing; write line: 17") }
    let active = reader.choice("active", of: ActiveLevel.self) ?? (reader.has("active") ? nil : .high)
    guard let chip, let offset, let active else { return nil }
    return .line(GPIOLine(chip: chip, offset: offset, activeLow: active == .low))
  }
}
