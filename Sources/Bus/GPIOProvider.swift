/// Where lines come from: a chip of the kernel, or a simulated one.
public protocol GPIOProvider: Sendable {
  /// Requests an output that starts inactive or active at once, without a glitch in between.
  func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput
  /// Requests an output that only pulls low and is let go at first: `set(false)` pulls, `set(true)` lets go, `get()` is
  /// what the wire shows. The only way to move SDA or SCL, which others pull low, too.
  func openDrain(_ line: GPIOLine) throws(BusError) -> any GPIOOutput
  /// Requests an input.
  func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput
}

extension GPIOProvider {
  /// Lines that cannot do it.
  public func openDrain(_ line: GPIOLine) throws(BusError) -> any GPIOOutput {
    throw .unsupported("\(line) cannot be an open-drain output")
  }
}

/// Which line, and which level is "on".
public struct GPIOLine: Sendable, Hashable, CustomStringConvertible {
  /// Path or label of the chip: `/dev/gpiochip0`, `pinctrl-bcm2835`.
  public var chip: String
  /// The line's number on that chip.
  public var offset: Int
  /// True when a low voltage means active.
  public var activeLow: Bool

  /// A line of a chip.
  public init(chip: String, offset: Int, activeLow: Bool = false) {
    self.chip = chip
    self.offset = offset
    self.activeLow = activeLow
  }

  /// `/dev/gpiochip0 line 17`
  public var description: String { "\(chip) line \(offset)\(activeLow ? " (active low)" : "")" }
}

/// What keeps an undriven input at a level.
public enum GPIOBias: Sendable, Hashable, CaseIterable {
  /// Leave it as it is.
  case asIs
  /// No pull.
  case disabled
  /// Towards the supply.
  case pullUp
  /// Towards ground.
  case pullDown
}
