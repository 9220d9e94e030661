internal import Yams

/// Takes the secrets out of a configuration's text, and puts those of an older text back where they were taken out.
struct ConfigurationSecrets: Sendable {
  /// What stands instead of a secret.
  static let placeholder = "<redacted>"

  /// Keys whose values are nobody's business.
  private static let keys: Set<String> = ["mining_key", "password", "token"]

  /// A secret in a text.
  private struct Place {
    let path: String
    let value: String
    let range: Range<String.Index>
  }

  private let text: String
  private let places: [Place]

  /// Finds the secrets of a text; nil when it is no YAML, or when a secret's place in it is in doubt.
  init?(_ text: String) {
    self.text = text
    guard let node = try? Yams.compose(yaml: text) else { return nil }
    var lines: [String.Index] = [text.startIndex]
    for index in text.unicodeScalars.indices where text.unicodeScalars[index] == "\n" {
      lines.append(text.unicodeScalars.index(after: index))
    }
    var places: [Place] = []
    guard Self.collect(node, path: "", text, lines, into: &places) else { return nil }
    self.places = places
  }

  /// The text without its secrets; nil when one would be left.
  var redacted: String? {
    let result = replaced { _ in Self.placeholder }
    let others = places.map(\.value).filter { $0.count >= 4 && $0 != Self.placeholder }
    return others.contains { result.contains($0) } ? nil : result
  }

  /// The text with the secrets of an older one in place of ``placeholder``.
  func restored(from older: ConfigurationSecrets) -> String {
    let known = Dictionary(older.places.map { ($0.path, $0.value) }) { first, _ in first }
    return replaced { place in place.value == Self.placeholder ? known[place.path] : nil }
  }

  private func replaced(_ new: (Place) -> String?) -> String {
    var result = text
    for place in places.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      guard let value = new(place) else { continue }
      result.replaceSubrange(place.range, with: ConfigurationSecrets.quoted(value))
    }
    return result
  }

  /// A double-quoted scalar. Source: YAML 1.2.2, section 7.3.1.
  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func collect(
    _ node: Node, path: String, _ text: String, _ lines: [String.Index], into places: inout [Place]
  ) -> Bool {
    switch node {
    case .mapping(let mapping):
      return mapping.allSatisfy { key, value in
        let name = key.scalar?.string ?? ""
        let place = "\(path).\(name)"
        guard let scalar = value.scalar, isSecret(name, scalar.string) else {
          return !keys.contains(name) && collect(value, path: place, text, lines, into: &places)
        }
        guard let range = range(of: scalar, text, lines) else { return false }
        places.append(Place(path: place, value: scalar.string, range: range))
        return true
      }
    case .sequence(let items):
      return items.enumerated().allSatisfy { collect($1, path: "\(path)[\($0)]", text, lines, into: &places) }
    case .scalar: return true
    case .alias: return false
    }
  }

  /// An address with a question or a name in it may hold a key of its owner's.
  private static func isSecret(_ key: String, _ value: String) -> Bool {
    keys.contains(key) || (key == "source" && (value.contains("?") || value.contains("@")))
  }

  /// Where a scalar of one line stands, quotes included; nil for any other style.
  private static func range(of scalar: Node.Scalar, _ text: String, _ lines: [String.Index]) -> Range<String.Index>? {
    guard let mark = scalar.mark, lines.indices.contains(mark.line - 1) else { return nil }
    let scalars = text.unicodeScalars
    guard let start = scalars.index(lines[mark.line - 1], offsetBy: mark.column - 1, limitedBy: scalars.endIndex),
      start < scalars.endIndex
    else { return nil }
    let quote = scalars[start]
    guard quote == "\"" || quote == "'" else {
      let end = scalars.index(start, offsetBy: scalar.string.unicodeScalars.count, limitedBy: scalars.endIndex)
      return end.flatMap { String(scalars[start..<$0]) == scalar.string ? start..<$0 : nil }
    }
    var index = scalars.index(after: start)
    while index < scalars.endIndex, scalars[index] != "\n" {
      if quote == "\"", scalars[index] == "\\" {
        index = scalars.index(index, offsetBy: 2, limitedBy: scalars.endIndex) ?? scalars.endIndex
        continue
      }
      let next = scalars.index(after: index)
      if scalars[index] == quote {
        guard quote == "'", next < scalars.endIndex, scalars[next] == "'" else { return start..<next }
        index = scalars.index(after: next)
        continue
      }
      index = next
    }
    return nil
  }
}
