/// Why the history cannot be read or written. Control goes on without it.
public enum HistoryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is none.
  case missing(path: String)
  /// A later program wrote it; this one does not touch it.
  case newer(path: String, version: Int)
  /// It is damaged.
  case damaged(path: String, reason: String)
  /// The file system is full.
  case full(path: String)
  /// It may only be read, or not even that.
  case notPermitted(path: String, reason: String)
  /// Anything else that the card or SQLite says.
  case failed(path: String, reason: String)

  /// How to go on.
  public enum Recovery: Sendable, Hashable {
    /// Try again with the next batch.
    case retry
    /// Set the file aside and begin a new one.
    case reinitialise
    /// Keep it in memory until the owner has acted.
    case disable
  }

  /// How to go on.
  public var recovery: Recovery {
    switch self {
    case .damaged: .reinitialise
    case .newer: .disable
    case .missing, .full, .notPermitted, .failed: .retry
    }
  }

  /// A full sentence with the next step.
  public var description: String {
    switch self {
    case .missing(let path):
      "There is no history at \(path); it begins when the agent runs; --history names another file."
    case .newer(let path, let version):
      "The history \(path) is of version \(version), this program knows \(HistorySchema.version) at the most; update "
        + "akkurat, or move the file away to begin a new one."
    case .damaged(let path, let reason):
      "The history \(path) is damaged (\(reason)). The agent sets such a file aside and begins a new one."
    case .full(let path):
      "No space is left for the history \(path); free some, or shorten history.keep; until then only the last hours are "
        + "kept in memory."
    case .notPermitted(let path, let reason):
      "The history \(path) cannot be written (\(reason)); check the card and the owner of the folder."
    case .failed(let path, let reason): "The history \(path) cannot be used: \(reason)."
    }
  }
}
