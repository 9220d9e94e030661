/// Shares by what became of them.
public struct ShareCounts: Sendable, Hashable {
  /// GOOD and BLOCK, all of them.
  public var accepted = 0
  /// Of the accepted ones, those within the first ten of a connection: they pay nothing.
  public var unpaid = 0
  /// Of the accepted ones, those that found a block.
  public var lucky = 0
  /// BAD with any reason.
  public var refused = 0
  /// Shares sent that never got an answer.
  public var unanswered = 0
  /// Jobs that ended without a share: expired, lost by the board, or withdrawn.
  public var abandonedJobs = 0
  /// Numbers a board gave that cannot be an answer; never sent.
  public var impossibleNonces = 0

  /// No shares yet.
  public init() {}

  /// Counts a verdict.
  mutating func count(_ verdict: ShareVerdict) {
    switch verdict {
    case .accepted(let paid, let isLucky):
      accepted += 1
      unpaid += paid ? 0 : 1
      lucky += isLucky ? 1 : 0
    case .refused: refused += 1
    }
  }

  /// The sums of two counts.
  public static func + (left: ShareCounts, right: ShareCounts) -> ShareCounts {
    var sum = left
    sum.accepted += right.accepted
    sum.unpaid += right.unpaid
    sum.lucky += right.lucky
    sum.refused += right.refused
    sum.unanswered += right.unanswered
    sum.abandonedJobs += right.abandonedJobs
    sum.impossibleNonces += right.impossibleNonces
    return sum
  }
}
