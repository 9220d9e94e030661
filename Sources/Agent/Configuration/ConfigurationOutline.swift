internal import Yams

/// The keys of a configuration as they are written, to tell what another one changes: `protection.floor`, `boards`.
public struct ConfigurationOutline: Sendable, Hashable {
  private var values: [String: String] = [:]

  /// The keys of a file, two levels deep; a list is one key.
  init(_ root: ConfigurationReader) {
    for key in root.keys {
      guard let node = root.node(key) else { continue }
      guard let mapping = node.mapping else {
        values[key] = Self.text(of: node)
        continue
      }
      for (name, value) in mapping { values["\(key).\(name.scalar?.string ?? "?")"] = Self.text(of: value) }
    }
  }

  /// Adds the text of a file that a key names.
  mutating func include(_ text: String, for key: String) { values[key, default: ""] += "\n\(text)" }

  /// Takes some keys as another file has them.
  mutating func adopt(_ keys: [String], from other: ConfigurationOutline) {
    for key in keys { values[key] = other.values[key] }
  }

  /// What is new, gone or different, sorted.
  public func changes(since old: ConfigurationOutline) -> [String] {
    Set(values.keys).union(old.values.keys).filter { values[$0] != old.values[$0] }.sorted()
  }

  /// What a node says, whatever its spaces, quotes and comments are.
  private static func text(of node: Node) -> String {
    switch node {
    case .scalar(let scalar): "\(scalar.string.utf8.count):\(scalar.string)"
    case .sequence(let items): "[" + items.map { text(of: $0) }.joined(separator: ",") + "]"
    case .mapping(let pairs): "{" + pairs.map { "\(text(of: $0.key))=\(text(of: $0.value))" }.sorted().joined() + "}"
    case .alias: "alias"
    }
  }
}
