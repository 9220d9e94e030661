@testable import Mining

/// What the pool's web service answers.
struct WebTarget: FuzzTarget {
  static let name = "web"
  static let words = [
    "{\"ip\":\"1.2.3.4\",\"port\":6000,\"success\":true}", "null", "true", "[", "]", "{", "}", "\"", "\\u00e9",
    "\\ud83d\\ude00",
    "1e308", "-0.5", ",", ":",
  ].map { Array($0.utf8) }

  mutating func judge(_ input: [UInt8], _ paths: inout Paths) throws(Violation) {
    guard let value = JSONValue(input) else { return paths.mark(1, input.count / 4, Int(input.first ?? 0)) }
    mark(value, 0, &paths)
    let text = Self.text(value)
    let again = JSONValue(Array(text.utf8))
    try hold(again == value, "written down again it is read the same", text)
    try hold(Self.depth(value) <= 33, "depth is bounded", "\(Self.depth(value))")
    try hold(JSONValue(input + [UInt8(ascii: "}")]) == nil, "nothing may follow")
  }

  private func mark(_ value: JSONValue, _ depth: Int, _ paths: inout Paths) {
    switch value {
    case .null: paths.mark(2, depth)
    case .bool: paths.mark(3, depth)
    case .number: paths.mark(4, depth, value.integer == nil ? 0 : 1)
    case .string(let text): paths.mark(5, depth, text.utf8.count / 4)
    case .array(let elements):
      paths.mark(6, depth, elements.count)
      for element in elements { mark(element, depth + 1, &paths) }
    case .object(let members):
      paths.mark(7, depth, members.count)
      for member in members.values { mark(member, depth + 1, &paths) }
    }
  }

  private static func depth(_ value: JSONValue) -> Int {
    switch value {
    case .array(let elements): 1 + (elements.map(depth).max() ?? 0)
    case .object(let members): 1 + (members.values.map(depth).max() ?? 0)
    default: 1
    }
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let truth): "\(truth)"
    case .number(let number): "\(number)"
    case .string(let text): quoted(text)
    case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { quoted($0.key) + ":" + text($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    let units = text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    return "\"" + units.joined() + "\""
  }
}
