internal import Yams

extension ConfigurationReader {
  /// A mapping inside this one; nil where the key is absent.
  public func section(_ key: String) -> ConfigurationReader? {
    guard let node = node(key) else { return nil }
    guard let mapping = node.mapping else {
      report("expected keys and values, not \(Self.kind(of: node))", at: key)
      return nil
    }
    return ConfigurationReader(mapping, path: path(to: key), problems: problems)
  }

  /// A list of mappings; empty where the key is absent.
  public func list(_ key: String) -> [ConfigurationReader] {
    guard let node = node(key) else { return [] }
    guard let sequence = node.sequence else {
      report("expected a list (lines that start with \"- \"), not \(Self.kind(of: node))", at: key)
      return []
    }
    return sequence.enumerated().compactMap { index, item in
      let place = "\(path(to: key))[\(index)]"
      guard let mapping = item.mapping else {
        problems.report("expected keys and values, not \(Self.kind(of: item))", at: item.mark, path: place)
        return nil
      }
      return ConfigurationReader(mapping, path: place, problems: problems)
    }
  }

  /// A list of texts; empty where the key is absent.
  public func texts(_ key: String) -> [String] {
    guard let node = node(key) else { return [] }
    guard let sequence = node.sequence else {
      report("expected a list of texts, not \(Self.kind(of: node))", at: key)
      return []
    }
    return sequence.enumerated().compactMap { index, item in
      if let text = item.scalar?.string { return text }
      problems.report("expected a text", at: item.mark, path: "\(path(to: key))[\(index)]")
      return nil
    }
  }

  /// Every key of this mapping as a named mapping, in the file's order.
  func sections() -> [(name: String, reader: ConfigurationReader)] {
    keys.compactMap { name in section(name).map { (name, $0) } }
  }

  /// Named mappings (`buses: {main: …}`), in the file's order; empty where the key is absent.
  public func named(_ key: String) -> [(name: String, reader: ConfigurationReader)] {
    section(key)?.sections() ?? []
  }

  private static func kind(of node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the text \"\(scalar.string)\""
    case .mapping: "keys and values"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}

extension ConfigurationReader {
  /// Where a key's value stands, or this mapping where the key is absent; for checks across sections.
  func place(of key: String) -> Mark? { node(key)?.mark ?? mark }

  /// The keys of a section, those of broken entries among them, so that one mistake is not reported twice.
  func keys(of key: String) -> Set<String> {
    Set(node(key)?.mapping?.keys.compactMap { $0.scalar?.string } ?? [])
  }

  /// The names in a list of mappings, those of broken entries among them.
  func names(in key: String) -> Set<String> {
    Set(node(key)?.sequence?.compactMap { $0.mapping?["name"]?.scalar?.string } ?? [])
  }

  /// One mapping of a list read before; nil where there is none.
  func item(_ key: String, _ index: Int) -> ConfigurationReader? {
    guard let sequence = node(key)?.sequence, sequence.indices.contains(index), let mapping = sequence[index].mapping
    else { return nil }
    return ConfigurationReader(mapping, path: "\(path(to: key))[\(index)]", problems: problems)
  }
}
