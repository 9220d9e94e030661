public import Bus
internal import Power

/// An I²C expander of the rig: which chip, and where.
public struct ExpanderPlace: Sendable, Hashable {
  /// The chips that are known.
  public enum Kind: String, Sendable {
    /// Eight pins, high after power-on.
    case pcf8574
    /// Sixteen pins, inputs after power-on.
    case mcp23017
  }

  /// A name under `buses`.
  public var bus: String
  /// Its address there.
  public var address: I2CAddress
  /// Which chip.
  public var kind: Kind

  /// A chip on a bus.
  public init(bus: String, address: I2CAddress, kind: Kind) {
    self.bus = bus
    self.address = address
    self.kind = kind
  }

  /// The driver.
  var chip: any OutputExpander {
    switch kind {
    case .pcf8574: PCF8574(address: address)
    case .mcp23017: MCP23017(address: address)
    }
  }

  /// How many pins it has.
  var pins: Int { kind == .pcf8574 ? 8 : 16 }
}
