internal import Units
internal import Yams

/// Walks one mapping of a configuration strictly: typed values in, every problem noted with its place, and keys that
/// nobody asked for are errors.
///
/// Readers return nil after a problem; the caller goes on, so that all problems are found in one pass. Call
/// ``finish()`` when every known key has been read.
public final class ConfigurationReader {
  let path: String
  let mark: Mark?
  let problems: ProblemCollector
  private let entries: [String: (key: Node, value: Node)]
  private let order: [String]
  private var known: Set<String> = []

  init(_ mapping: Node.Mapping, path: String, problems: ProblemCollector) {
    self.path = path
    self.mark = mapping.mark
    self.problems = problems
    var entries: [String: (key: Node, value: Node)] = [:]
    var order: [String] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        problems.report("a key must be plain text", at: key.mark, path: path)
        continue
      }
      entries[name] = (key, value)
      order.append(name)
    }
    self.entries = entries
    self.order = order
  }

  /// The keys that stand in the file, in its order.
  public var keys: [String] { order }

  /// Whether the key stands in the file (with any value).
  public func has(_ key: String) -> Bool { entries[key] != nil }

  /// Reports every key that was not read, with the nearest known one.
  public func finish() {
    for name in order where !known.contains(name) {
      let near = Spelling.nearest(to: name, among: known)
      let advice =
        near.map { "did you mean \"\($0)\"?" } ?? "known here: \(known.sorted().joined(separator: ", "))"
      problems.report(
        "unknown key \"\(name)\"; \(advice)", at: entries[name]?.key.mark, path: path(to: name))
    }
  }

  /// Notes a problem with a key's value (or with this mapping, where the key is missing).
  public func report(_ message: String, at key: String? = nil) {
    guard let key else { return problems.report(message, at: mark, path: path) }
    problems.report(message, at: entries[key]?.value.mark ?? mark, path: path(to: key))
  }

  func node(_ key: String) -> Node? {
    known.insert(key)
    return entries[key]?.value
  }

  func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func missing(_ key: String, _ example: String) {
    problems.report("\"\(key)\" is missing; write \(key): \(example)", at: mark, path: path(to: key))
  }
}
