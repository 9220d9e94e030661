/// Unpacks gzip files (RFC 1952) without any library.
public enum Gunzip {
  /// Whether bytes begin like a gzip file.
  public static func isCompressed(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// The unpacked content of all members of a gzip file.
  ///
  /// - Throws: ``GunzipError`` when it is cut short, damaged, or no gzip file.
  public static func unpack(_ bytes: [UInt8]) throws(GunzipError) -> [UInt8] {
    var output: [UInt8] = []
    var position = 0
    repeat {
      let start = try header(bytes, at: position)
      let begin = output.count
      var inflate = Inflate(bytes, from: start)
      try inflate.run(into: &output)
      let end = inflate.position
      guard end + 8 <= bytes.count else { throw .cutShort }
      let (sum, size) = (word(bytes, end), word(bytes, end + 4))
      guard size == UInt32(truncatingIfNeeded: output.count - begin), sum == checksum(output[begin...]) else {
        throw .damaged(offset: end)
      }
      position = end + 8
    } while position < bytes.count && isCompressed(Array(bytes[position...].prefix(2)))
    return output
  }

  /// Where the compressed data begins.
  private static func header(_ bytes: [UInt8], at start: Int) throws(GunzipError) -> Int {
    guard bytes.count >= start + 18 else { throw .cutShort }
    guard bytes[start] == 0x1F, bytes[start + 1] == 0x8B, bytes[start + 2] == 8 else { throw .notGzip }
    let flags = bytes[start + 3]
    var position = start + 10
    if flags & 4 != 0 { position += 2 + Int(bytes[position]) + Int(bytes[position + 1]) << 8 }
    for flag in [UInt8(8), 16] where flags & flag != 0 {
      while position < bytes.count, bytes[position] != 0 { position += 1 }
      position += 1
    }
    if flags & 2 != 0 { position += 2 }
    guard position < bytes.count else { throw .cutShort }
    return position
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in 0..<4 { value |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
    return value
  }

  /// CRC-32 as in RFC 1952, section 8.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var table = [UInt32](repeating: 0, count: 256)
    for index in 0..<256 {
      var value = UInt32(index)
      for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
      table[index] = value
    }
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
    return ~sum
  }
}

/// Why a gzip file cannot be unpacked.
public enum GunzipError: Error, Hashable, CustomStringConvertible {
  /// The first bytes are not those of a gzip file.
  case notGzip
  /// It ends too early.
  case cutShort
  /// Its content contradicts itself, found at a byte offset.
  case damaged(offset: Int)

  /// A full sentence.
  public var description: String {
    switch self {
    case .notGzip: return "This is no gzip file: it does not begin with the bytes 1f 8b 08."
    case .cutShort: return "The gzip file ends too early; copy it again."
    case .damaged(let offset): return "The gzip file is damaged near byte \(offset); copy it again."
    }
  }
}
