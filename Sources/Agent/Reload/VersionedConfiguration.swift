internal import Foundation

/// The configuration's file, replaced from afar: what it held before is kept beside it as `rig.yaml.v1`, `.v2`, ….
struct VersionedConfiguration: Sendable {
  /// Older ones are removed.
  static let kept = 20

  let path: String

  /// A text with the secrets of the present file where it has their placeholder.
  func withSecrets(_ text: String) -> String {
    guard let new = ConfigurationSecrets(text),
      let data = FileManager.default.contents(atPath: path), let present = String(bytes: data, encoding: .utf8),
      let old = ConfigurationSecrets(present)
    else { return text }
    return new.restored(from: old)
  }

  /// Keeps the present file as a version and replaces it.
  ///
  /// - Returns: the version's name.
  /// - Throws: `cannot_write`; the present file is as it was.
  func replace(with text: String) throws(ControlRefusal) -> String {
    guard let present = FileManager.default.contents(atPath: path) else {
      throw ControlRefusal(
        code: "cannot_write", message: "The present configuration cannot be read, nothing was changed.")
    }
    let last = numbers.max() ?? 0
    let version = "\(path).v\(last + 1)"
    for (name, bytes) in [(version, Array(present)), (path, Array(text.utf8))] {
      // A version holds secrets: only its owner may read it.
      if name == version {
        _ = FileManager.default.createFile(atPath: name, contents: nil, attributes: [.posixPermissions: 0o600])
      }
      guard let reason = ReplacedFile(path: name).write(bytes) else { continue }
      throw ControlRefusal(
        code: "cannot_write",
        message: "The configuration cannot be replaced: \(reason). Let the agent's user write in its folder.")
    }
    for number in numbers.sorted().dropLast(Self.kept) {
      try? FileManager.default.removeItem(atPath: "\(path).v\(number)")
    }
    return (version as NSString).lastPathComponent
  }

  private var numbers: [Int] {
    let folder = (path as NSString).deletingLastPathComponent
    let start = (path as NSString).lastPathComponent + ".v"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { name in
      name.hasPrefix(start) ? Int(name.dropFirst(start.count)) : nil
    }
  }
}
