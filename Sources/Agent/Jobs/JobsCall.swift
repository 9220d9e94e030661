/// A request to do a number of jobs and then stop:
///
///     {"v":1,"op":"jobs","do":"run","count":3,"from":"console"}
///     {"v":1,"op":"jobs","do":"step","count":1,"board":"b2","from":"console"}
public struct JobsCall: Codable, Sendable, Hashable {
  /// What to do.
  public enum Action: String, Codable, Sendable, Hashable {
    /// All boards run so many jobs, then stop.
    case run
    /// What runs does so many more jobs, then all stop.
    case finish
    /// One board does so many jobs, then goes back to what it did.
    case step
  }

  public var v = 1
  public var op = "jobs"
  /// What to do.
  public var action: Action
  /// How many jobs each.
  public var count: Int
  /// Which board, of `step`.
  public var board: String?
  /// Which face asks.
  public var from: String?

  /// A request.
  public init(_ action: Action, count: Int, board: String? = nil, from: String? = nil) {
    self.action = action
    self.count = count
    self.board = board
    self.from = from
  }

  private enum CodingKeys: String, CodingKey {
    case v, op, action = "do", count, board, from
  }
}

/// What became of it.
public struct JobsAnswer: JSONDocument, Equatable {
  /// The protocol's version.
  public var v = 1
  /// Full sentences.
  public var lines: [String]
}
