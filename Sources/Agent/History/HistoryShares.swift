/// Shares and work of an interval.
public struct HistoryShares: Sendable, Hashable {
  /// The pool accepted them, paid or not.
  public var accepted = 0
  /// Of the accepted ones, those within the first ten of a connection: they pay nothing.
  public var unpaid = 0
  /// Of the accepted ones, those that found a block.
  public var blocks = 0
  /// The pool refused them.
  public var refused = 0
  /// Sent, and never answered.
  public var unanswered = 0
  /// Wrong answers of boards; they never reached the pool.
  public var wrong = 0
  /// Nonces tried in verified searches.
  public var hashes = 0
  /// Coins for the paid ones, by the reward model; an estimate.
  public var reward = 0.0

  /// Nothing.
  public init() {}

  /// Accepted and paid.
  public var paid: Int { accepted - unpaid }

  /// Adds another interval's.
  public mutating func add(_ other: HistoryShares) {
    accepted += other.accepted
    unpaid += other.unpaid
    blocks += other.blocks
    refused += other.refused
    unanswered += other.unanswered
    wrong += other.wrong
    hashes += other.hashes
    reward += other.reward
  }
}
