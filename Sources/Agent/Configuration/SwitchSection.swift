public import Bus
internal import Units

/// One switch that feeds one or more boards.
public struct SwitchSection: Sendable, Hashable {
  /// What boards call it.
  public var name: String
  /// What drives it.
  public var drive: Drive
  /// An input that shows whether it gives supply.
  public var feedback: GPIOLine?
  /// From its on to the first transaction with its boards; ``BoardPolicy/settlingTime`` when nil.
  public var settle: Duration?

  /// What a switch is driven by.
  public enum Drive: Sendable, Hashable {
    /// A GPIO line of this machine.
    case line(GPIOLine)
    /// A pin of an I²C expander. `activeLow`: a low level means on.
    case expander(ExpanderPlace, pin: Int, activeLow: Bool)
    /// A latching relay with two coils.
    case latching(set: GPIOLine, reset: GPIOLine, pulse: Duration)
    /// A line at the boards' RESET, for boards without a supply switch.
    case reset(GPIOLine)
    /// The boards' own firmware, told to sleep: their supply stays.
    case sleep
  }

  /// The GPIO line, if it is one.
  public var line: GPIOLine? { if case .line(let line) = drive { line } else { nil } }
  /// Every GPIO line that it takes.
  public var lines: [GPIOLine] {
    let driven: [GPIOLine] =
      switch drive {
      case .line(let line), .reset(let line): [line]
      case .latching(let set, let reset, _): [set, reset]
      case .expander, .sleep: []
      }
    return driven + (feedback.map { [$0] } ?? [])
  }
  /// The expander, if it sits on one.
  public var expander: ExpanderPlace? { if case .expander(let place, _, _) = drive { place } else { nil } }

  /// The types an owner may write.
  enum Kind: String, CaseIterable {
    case gpio, pcf8574, mcp23017, latching, reset, sleep
  }

  /// Which voltage at the line means on.
  enum ActiveLevel: String, CaseIterable {
    case high, low
  }

  /// `isGuarded`: an external watchdog cuts the boards when the agent dies, so what holds its state is accepted.
  init?(reading reader: ConfigurationReader, isGuarded: Bool) {
    let name = reader.requiredText("name", example: "s1")
    let kind = reader.requiredChoice("type", of: Kind.self)
    let drive: Drive? =
      switch kind {
      case .gpio: Self.line(reader)
      case .pcf8574: Self.expander(reader, .pcf8574, isGuarded)
      case .mcp23017: Self.expander(reader, .mcp23017, isGuarded)
      case .latching: Self.latching(reader, isGuarded)
      case .reset: Self.reset(reader, isGuarded)
      case .sleep: .sleep
      case nil: nil
      }
    // A supply that is never switched neither settles nor fails to come.
    if kind != .sleep {
      settle = reader.duration("settle", in: Span(0.1)...Span(60))
      let feedback = reader.section("feedback")
      self.feedback = feedback.flatMap { Self.gpioLine($0) }
      feedback?.finish()
    }
    if reader.has("type") { reader.finish() }
    guard let name, let drive else { return nil }
    self.name = name
    self.drive = drive
  }

  private static func line(_ reader: ConfigurationReader) -> Drive? { gpioLine(reader).map(Drive.line) }

  static func gpioLine(_ reader: ConfigurationReader) -> GPIOLine? {
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    let offset = reader.integer("line", in: 0...1023)
    if !reader.has("line") { reader.report("\"line\" is missing; write line: 17") }
    let active = reader.choice("active", of: ActiveLevel.self) ?? (reader.has("active") ? nil : .high)
    guard let chip, let offset, let active else { return nil }
    return GPIOLine(chip: chip, offset: offset, activeLow: active == .low)
  }
}
