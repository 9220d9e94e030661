public import Bus

/// PCF8574 and PCF8574A: eight pins, each pulled low hard or high by 100 µA only. At most 100 kHz.
///
/// Source: Texas Instruments PCF8574 data sheet SCPS068J, §8.3.2 (interface definition), §8.4 (power-on reset: all pins high).
///
///     S addr W A  P7…P0 A  P     drive the pins
///     S addr R A  P7…P0 N  P     read the pins
///
/// Because its pins are high from power-on until somebody writes, a load behind it must be on at a low level.
public struct PCF8574: OutputExpander {
  /// 0x20–0x27 (PCF8574) or 0x38–0x3F (PCF8574A) by its A0–A2 pins.
  public let address: I2CAddress

  /// A chip; nothing is written yet.
  public init(address: I2CAddress) { self.address = address }

  public var identity: String { "PCF8574 at \(address)" }

  public func drive(_ high: UInt16, used: UInt16, on bus: any I2CBus) throws(BusError) {
    // A pin that is an input is written high (§8.3).
    try bus.write([UInt8(truncatingIfNeeded: high | ~used)], to: address)
  }

  public func levels(on bus: any I2CBus) throws(BusError) -> UInt16 {
    let bytes = try bus.read(1, from: address)
    guard let byte = bytes.first else { throw .noAcknowledge(address) }
    return UInt16(byte)
  }
}
