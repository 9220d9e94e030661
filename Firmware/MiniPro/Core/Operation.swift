/// Operations of dialect C. Bit 7 is set in all of them: none can be taken for a letter of dialect A.
enum Operation {
  static var report: UInt8 { 0x80 }
  static var health: UInt8 { 0x81 }
  static var previousPacked: UInt8 { 0x90 }
  static var previousFirst: UInt8 { 0x91 }
  static var previousSecond: UInt8 { 0x92 }
  /// 0xA0…0xA7; the low three bits are the tag.
  static var start: UInt8 { 0xA0 }
  static var abort: UInt8 { 0xB0 }
  static var sleep: UInt8 { 0xB1 }
  static var wake: UInt8 { 0xB2 }
  static var address: UInt8 { 0xB3 }
  static var settings: UInt8 { 0xB4 }
  static var restart: UInt8 { 0xB5 }

  /// Bytes of the whole write frame, operation and checksum included; 0 for an unknown operation.
  static func length(of operation: UInt8) -> UInt8 {
    switch operation {
    case 0x80, 0x81, 0xB0, 0xB1, 0xB2, 0xB5: return 2
    case 0x90, 0x91, 0x92: return 22
    case 0xA0...0xA7: return 24
    case 0xB3: return 3
    case 0xB4: return 5
    default: return 0
    }
  }
}
