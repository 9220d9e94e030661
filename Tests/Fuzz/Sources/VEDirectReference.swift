/// The text protocol of VE.Direct once more, written another way: over the whole input, by places. What both make of the
/// same bytes must be the same.
struct VEDirectReference {
  private let bytes: [UInt8]
  private var place = 0
  private var sum = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// All blocks but the first.
  static func blocks(of bytes: [UInt8]) -> [[String: String]] {
    var reference = VEDirectReference(bytes)
    var blocks: [[String: String]] = []
    var isFirst = true
    while let end = reference.nextBlock() {
      if let fields = end.fields, !isFirst { blocks.append(fields) }
      isFirst = false
    }
    return blocks
  }

  /// Nil when the bytes end before a block does; no fields when it was broken.
  private mutating func nextBlock() -> (fields: [String: String]?, Void)? {
    sum = 0
    var fields: [String: String] = [:]
    var isWhole = true
    repeat { guard let byte = nextText() else { return nil }; if byte == 10 { break } } while true
    while true {
      guard let label = nextLabel() else { return nil }
      guard let label = label.text else {
        isWhole = false
        continue
      }
      if label == "Checksum" { break }
      guard let value = nextValue() else { return nil }
      guard let text = value.text, fields.count < 32, fields[label] == nil else {
        isWhole = false
        continue
      }
      fields[label] = text
    }
    guard place < bytes.count else { return nil }
    sum += Int(bytes[place])
    place += 1
    return (isWhole && sum % 256 == 0 && !fields.isEmpty ? fields : nil, ())
  }

  private mutating func nextLabel() -> (text: String?, Void)? {
    var label: [UInt8] = []
    while let byte = nextText() {
      if byte == 9 { return (String(decoding: label, as: UTF8.self), ()) }
      if byte == 10 || byte == 13 || label.count == 9 { return (nil, ()) }
      label.append(byte)
    }
    return nil
  }

  private mutating func nextValue() -> (text: String?, Void)? {
    var value: [UInt8] = []
    while let byte = nextText() {
      if byte == 10 { return (String(decoding: value, as: UTF8.self), ()) }
      if byte == 13 { continue }
      if value.count == 33 { return (nil, ()) }
      value.append(byte)
    }
    return nil
  }

  /// The next byte that belongs to the text, past messages of the HEX protocol.
  private mutating func nextText() -> UInt8? {
    while place < bytes.count, bytes[place] == UInt8(ascii: ":") {
      while place < bytes.count, bytes[place] != 10 { place += 1 }
      place += 1
    }
    guard place < bytes.count else { return nil }
    defer { place += 1 }
    sum += Int(bytes[place])
    return bytes[place]
  }
}
