internal import Foundation

/// What a reload did.
public struct ReloadAnswer: Codable, Sendable, Hashable {
  /// The protocol's version.
  public var v = 1
  /// Keys that hold from now on.
  public var applied: [String]
  /// Keys that differ and hold only after a restart.
  public var needsRestart: [String]

  init(applied: [String], needsRestart: [String]) {
    self.applied = applied
    self.needsRestart = needsRestart
  }

  /// Full sentences.
  public var lines: [String] {
    guard !applied.isEmpty || !needsRestart.isEmpty else { return ["The configuration is as before."] }
    return [
      applied.isEmpty ? nil : "In force now: \(applied.joined(separator: ", ")).",
      needsRestart.isEmpty
        ? nil
        : "Only after a restart of the agent: \(needsRestart.joined(separator: ", ")). Until then the old ones hold.",
    ].compactMap(\.self)
  }

  /// As sent over the control socket and printed by `--json`.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Reads what ``json`` wrote; nil when the text is anything else.
  public init?(json text: String) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let answer = try? decoder.decode(ReloadAnswer.self, from: Data(text.utf8)) else { return nil }
    self = answer
  }
}
