/// Takes numbers and bytes from the front of a frame.
struct ByteReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// The next bytes, or nil if there are fewer.
  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count <= bytes.count - position else { return nil }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  /// The next number, least significant byte first.
  mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number? {
    bytes(Number.bitWidth / 8).map { $0.reversed().reduce(0) { $0 << 8 | Number($1) } }
  }
}

extension FixedWidthInteger {
  /// Least significant byte first.
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian, Array.init) }
}
