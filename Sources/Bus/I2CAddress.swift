/// A 7-bit I²C address, 0x08–0x77 in use; written decimal and hexadecimal because both are printed on boards.
public struct I2CAddress: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The address without the read/write bit.
  public let value: UInt8

  /// Nil outside 0–127.
  public init?(_ value: Int) {
    guard (0...0x7F).contains(value) else { return nil }
    self.value = UInt8(value)
  }

  /// Addresses that chips may use; the others are reserved (I²C specification UM10204 §3.1.12).
  public static let usable: ClosedRange<Int> = 0x08...0x77

  /// Whether the specification leaves this address to chips.
  public var isUsable: Bool { Self.usable.contains(Int(value)) }

  public static func < (left: I2CAddress, right: I2CAddress) -> Bool { left.value < right.value }

  /// Both bases: `42 (0x2a)`.
  public var description: String { "\(value) (\(hexadecimal))" }

  /// `0x2a`
  public var hexadecimal: String { "0x\(value < 16 ? "0" : "")\(String(value, radix: 16))" }
}

extension I2CAddress: ExpressibleByIntegerLiteral {
  /// For addresses fixed in the code; a literal outside 0–127 is a programming error.
  public init(integerLiteral value: UInt8) {
    precondition(value < 0x80, "an I²C address has 7 bits")
    self.value = value
  }
}
