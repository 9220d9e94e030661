/// CRC-8 Dallas/Maxim: x⁸+x⁵+x⁴+1, reflected polynomial 0x8C, start 0, no final exclusive-or. The check value of
/// `123456789` is 0xA1.
enum CRC8 {
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt8 {
    var crc: UInt8 = 0
    for byte in bytes {
      crc ^= byte
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x8C }
    }
    return crc
  }
}
