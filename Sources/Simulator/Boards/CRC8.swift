/// The CRC-8 of Dallas/Maxim: reflected polynomial 0x8C, start 0.
func crc8(_ bytes: ArraySlice<UInt8>) -> UInt8 {
  bytes.reduce(0) { sum, byte in
    (0..<8).reduce(sum ^ byte) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0x8C : rest >> 1 }
  }
}
