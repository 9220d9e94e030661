/// Hex digits as the wire knows them.
enum Hexadecimal {
  /// The lower-case digit of `value`, 0…15.
  static func lowerCase(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }

  /// The upper-case digit of `value`, 0…15.
  static func upperCase(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x37 &+ value }

  /// The value of a digit of either case; 255 when it is none.
  static func value(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0x30...0x39: return digit &- 0x30
    case 0x61...0x66: return digit &- 0x57
    case 0x41...0x46: return digit &- 0x37
    default: return 255
    }
  }
}
