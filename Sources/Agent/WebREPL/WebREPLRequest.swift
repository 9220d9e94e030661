/// A request of the file protocol: 82 bytes, little endian, `<2sBBQLH64s`.
///
///     'W' 'A' │ op │ flags │ offset 8 │ size 4 │ name length 2 │ name 64
struct WebREPLRequest: Sendable, Hashable {
  /// Bytes of a request.
  static let length = 82

  /// What is wanted.
  enum Operation: Sendable, Hashable {
    case put(size: Int)
    case get
    case version
    case unknown(UInt8)
  }

  var operation: Operation
  /// Nil when it is no name: too long, not UTF-8, with a NUL in it.
  var name: String?

  /// Nil when the bytes do not begin with `WA`.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length, bytes[0] == UInt8(ascii: "W"), bytes[1] == UInt8(ascii: "A") else { return nil }
    func number(_ range: Range<Int>) -> Int { range.reversed().reduce(0) { $0 << 8 | Int(bytes[$1]) } }
    switch bytes[2] {
    case 1: operation = .put(size: number(12..<16))
    case 2: operation = .get
    case 3: operation = .version
    default: operation = .unknown(bytes[2])
    }
    let length = number(16..<18)
    let field = bytes[18..<82]
    guard length <= 64 else { return }
    let text = Array(field.prefix(length))
    guard !text.contains(0) else { return }
    name = String(validating: text, as: UTF8.self)
  }
}
