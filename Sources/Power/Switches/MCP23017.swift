public import Bus

/// MCP23017: sixteen pins that drive both ways and are inputs after power-on.
///
/// Source: Microchip MCP23017 data sheet DS20001952C, §3.2.2 (sequential writes), table 3-5 (registers, IOCON.BANK = 0).
///
///     S addr W A  14h A  OLATA A  OLATB A  P                         latches first,
///     S addr W A  00h A  IODIRA A  IODIRB A  P                       then directions: 0 is an output
///     S addr W A  12h A  Sr addr R A  GPIOA A  GPIOB N  P            read the pins
///
/// The latches are written before the directions, so that no pin shows a level that was not asked for.
public struct MCP23017: OutputExpander {
  /// Register addresses with IOCON.BANK = 0, their value after power-on (table 3-5).
  enum Register {
    static let iodirA: UInt8 = 0x00
    static let gpioA: UInt8 = 0x12
    static let olatA: UInt8 = 0x14
  }

  /// 0x20–0x27 by its A0–A2 pins.
  public let address: I2CAddress

  /// A chip; nothing is written yet.
  public init(address: I2CAddress) { self.address = address }

  public var identity: String { "MCP23017 at \(address)" }

  public func drive(_ high: UInt16, used: UInt16, on bus: any I2CBus) throws(BusError) {
    try write(high, to: Register.olatA, on: bus)
    try write(~used, to: Register.iodirA, on: bus)
  }

  public func levels(on bus: any I2CBus) throws(BusError) -> UInt16 {
    let bytes = try bus.query([Register.gpioA], count: 2, at: address)
    guard bytes.count == 2 else { throw .noAcknowledge(address) }
    return UInt16(bytes[0]) | UInt16(bytes[1]) << 8
  }

  /// Port A takes the first byte, port B the second.
  private func write(_ value: UInt16, to register: UInt8, on bus: any I2CBus) throws(BusError) {
    try bus.write([register, UInt8(value & 0xFF), UInt8(value >> 8)], to: address)
  }
}
