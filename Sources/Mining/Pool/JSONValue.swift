/// A small strict reader of JSON (RFC 8259), enough for the answers of the pool's web service: no dates, no mapping to
/// types, bounded depth, and anything malformed is nil.
enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads one value that fills all of the bytes but white space.
  init?(_ bytes: [UInt8]) {
    var reader = JSONReader(bytes: bytes)
    guard let value = reader.readDocument() else { return nil }
    self = value
  }

  /// The member of an object.
  subscript(_ key: String) -> JSONValue? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The text of a string.
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// The truth of `true` and `false`; numbers are neither.
  var truth: Bool? { if case .bool(let truth) = self { truth } else { nil } }

  /// Any number.
  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// A number without a fraction.
  var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }
}
