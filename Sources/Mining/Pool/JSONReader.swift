/// The reading behind ``JSONValue``.
struct JSONReader {
  private static let deepest = 32

  private let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func readDocument() -> JSONValue? {
    guard let value = readValue(depth: 0) else { return nil }
    skipSpace()
    return place == bytes.count ? value : nil
  }

  private mutating func readValue(depth: Int) -> JSONValue? {
    guard depth < Self.deepest else { return nil }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return readObject(depth)
    case UInt8(ascii: "["): return readArray(depth)
    case UInt8(ascii: "\""): return readString().map(JSONValue.string)
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return readNumber()
    }
  }

  private mutating func readObject(_ depth: Int) -> JSONValue? {
    var members: [String: JSONValue] = [:]
    place += 1
    if takeAfterSpace("}") { return .object(members) }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\""), let key = readString(), takeAfterSpace(":"),
        let value = readValue(depth: depth + 1)
      else { return nil }
      members[key] = value
    } while takeAfterSpace(",")
    return takeAfterSpace("}") ? .object(members) : nil
  }

  private mutating func readArray(_ depth: Int) -> JSONValue? {
    var elements: [JSONValue] = []
    place += 1
    if takeAfterSpace("]") { return .array(elements) }
    repeat {
      guard let value = readValue(depth: depth + 1) else { return nil }
      elements.append(value)
    } while takeAfterSpace(",")
    return takeAfterSpace("]") ? .array(elements) : nil
  }

  private mutating func readString() -> String? {
    place += 1
    var units: [UInt8] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = readEscape() else { return nil }
        units.append(contentsOf: escaped.utf8)
      case 0..<0x20: return nil
      default: units.append(byte)
      }
    }
    return nil
  }

  private mutating func readEscape() -> String? {
    switch next() {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return readUnit().map { String(decoding: $0, as: UTF16.self) }
    default: return nil
    }
  }

  /// Four hexadecimal digits, and the second half of a surrogate pair when the first half asks for it.
  private mutating func readUnit() -> [UInt16]? {
    guard let unit = readFourDigits() else { return nil }
    guard UTF16.isLeadSurrogate(unit) else { return UTF16.isTrailSurrogate(unit) ? nil : [unit] }
    guard next() == UInt8(ascii: "\\"), next() == UInt8(ascii: "u"), let second = readFourDigits(),
      UTF16.isTrailSurrogate(second)
    else { return nil }
    return [unit, second]
  }

  private mutating func readFourDigits() -> UInt16? {
    guard place + 4 <= bytes.count else { return nil }
    defer { place += 4 }
    let digits = bytes[place..<place + 4]
    guard digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
    return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private mutating func readNumber() -> JSONValue? {
    let start = place
    take("-")
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[place - whole] != UInt8(ascii: "0") else { return nil }
    if take("."), digits() == 0 { return nil }
    if take("e") || take("E") {
      if !take("+") { take("-") }
      if digits() == 0 { return nil }
    }
    guard let number = Double(String(decoding: bytes[start..<place], as: UTF8.self)), number.isFinite else {
      return nil
    }
    return .number(number)
  }

  private mutating func digits() -> Int {
    let start = place
    while let byte = peek, (0x30...0x39).contains(byte) { place += 1 }
    return place - start
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
    let letters = Array("\(text)".utf8)
    guard bytes[place...].starts(with: letters) else { return nil }
    place += letters.count
    return value
  }

  private mutating func takeAfterSpace(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    return take(sign)
  }

  @discardableResult
  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { place += 1 }
  }

  private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func next() -> UInt8? {
    defer { place += 1 }
    return peek
  }
}
