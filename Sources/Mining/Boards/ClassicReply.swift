internal import Units

/// The texts a `classic` board answers with. Bytes past a reply are ff.
enum ClassicReply {
  /// Length of the answers to `R` and `E`.
  static let numberLength = 5
  /// Length of the answer to `I`.
  static let identityLength = 24

  /// A decimal number, right-aligned with spaces: `"  377"`. Nil for anything else.
  static func number(_ bytes: [UInt8]) -> Int? {
    let digits = bytes.drop { $0 == UInt8(ascii: " ") }
    guard bytes.count == numberLength, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// Whether the answer to `R` or `E` is an older reply: the board dropped the query, so it is deaf. Mostly that is a
  /// status, `I? ff ff`; else whatever the last `S` was answered with. Only ff is nobody.
  static func isStale(_ bytes: [UInt8], after status: [UInt8]) -> Bool {
    guard bytes.count == numberLength, number(bytes) == nil else { return false }
    if ClassicStatus(Array(bytes[0..<3])) != nil { return bytes[3] == 0xFF && bytes[4] == 0xFF }
    return Array(bytes[0..<3]) == status && Set(bytes).subtracting([0xFF]).isEmpty == false && Set(bytes) != [0]
  }

  /// What an answer to `I` says.
  enum Identity: Hashable {
    case chip(ChipID)
    /// The frame of an id with no id in it: two boards pull on the same bits.
    case mixed
    case none
  }

  /// `DUCOID`, 16 upper-case hexadecimal digits, two spaces.
  static func identity(_ bytes: [UInt8]) -> Identity {
    let text = String(decoding: bytes.prefix(22), as: UTF8.self)
    guard bytes.count == identityLength, text.hasPrefix("DUCOID") else { return .none }
    let digits = text.dropFirst(6)
    let isUpper = digits.utf8.allSatisfy { !(UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    guard isUpper, bytes[22...].allSatisfy({ $0 == UInt8(ascii: " ") }), let chip = HexText.bytes(digits)
    else { return .mixed }
    return ChipID(bytes: chip).map { .chip($0) } ?? .mixed
  }
}
