/// What the bus side asks of the main loop.
public struct Orders: OptionSet, Sendable {
  /// One bit an order.
  public let rawValue: UInt8

  /// Orders from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A job waits: take it and search.
  public static var search: Orders { Orders(rawValue: 1) }
  /// The address changed: write it to EEPROM.
  public static var storeAddress: Orders { Orders(rawValue: 2) }
  /// Go into power-down as soon as the bus is free.
  public static var powerDown: Orders { Orders(rawValue: 4) }
  /// Let the watchdog reset the board.
  public static var restart: Orders { Orders(rawValue: 8) }
  /// Measure the supply voltage.
  public static var measureSupply: Orders { Orders(rawValue: 16) }
  /// A search ended: tell the serial console.
  public static var tellResult: Orders { Orders(rawValue: 32) }
}
