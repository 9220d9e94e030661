/// What became of a board's transactions and jobs since it was attached.
public struct BoardCounters: Sendable, Hashable {
  /// Bus transactions.
  public var transactions = 0
  /// Transactions nobody acknowledged.
  public var notAcknowledged = 0
  /// Transactions that ran into a time limit.
  public var busTimeouts = 0
  /// Transactions that failed otherwise.
  public var otherBusErrors = 0
  /// Jobs assigned.
  public var jobs = 0
  /// Verified answers.
  public var results = 0
  /// Wrong answers, never sent to the pool.
  public var wrongNonces = 0
  /// "No nonce fits", or 0.
  public var nothingFound = 0
  /// Jobs that ended without an answer.
  public var failedJobs = 0
  /// Searches that took longer than they may.
  public var jobTimeouts = 0
  /// Resets while powered.
  public var brownOuts = 0
  /// Times it was found deaf.
  public var deafnesses = 0
  /// Self-tests run.
  public var selfTests = 0
  /// Nonces tried in all verified searches.
  public var hashes = 0

  /// Nothing yet.
  public init() {}
}
