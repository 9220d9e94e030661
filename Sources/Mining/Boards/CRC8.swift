/// CRC-8 Dallas/Maxim: x⁸+x⁵+x⁴+1, reflected polynomial 0x8C, start 0, no final exclusive-or. The check value of
/// `123456789` is 0xA1.
enum CRC8 {
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt8 {
    bytes.reduce(0) { crc, byte in
      (0..<8).reduce(crc ^ byte) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x8C }
    }
  }
}
