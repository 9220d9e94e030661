/// CRC-8 Dallas/Maxim: x⁸+x⁵+x⁴+1, reflected polynomial 0x8C, start 0, no final XOR.
///
/// `"123456789"` gives 0xA1. The checksum over a frame *and* its checksum is 0.
/// Source: Maxim application note 27; used by dialects B and C.
public struct Crc8: Sendable {
  /// The checksum of the bytes added so far.
  public private(set) var value: UInt8

  /// Starts at `value`: 0 for a fresh frame, or the checksum of what came before.
  public init(_ value: UInt8 = 0) { self.value = value }

  /// Adds one byte, least significant bit first. Written out: on the chip this runs once a byte on the wire, and a loop
  /// takes twice the time.
  public mutating func add(_ byte: UInt8) {
    var remainder = value ^ byte
    Self.shift(&remainder)
    Self.shift(&remainder)
    Self.shift(&remainder)
    Self.shift(&remainder)
    Self.shift(&remainder)
    Self.shift(&remainder)
    Self.shift(&remainder)
    Self.shift(&remainder)
    value = remainder
  }

  @inline(__always)
  private static func shift(_ remainder: inout UInt8) {
    let carry = remainder & 1
    remainder >>= 1
    if carry != 0 { remainder ^= 0x8C }
  }
}
