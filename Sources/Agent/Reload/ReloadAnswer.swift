/// What a reload did.
public struct ReloadAnswer: JSONDocument, Hashable {
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
}
