public import Units

/// A nonce that a board found and the host has verified with one hash.
public struct BoardResult: Sendable, Hashable {
  /// The job it answers.
  public let job: BoardJob
  /// The answer, 1...100·difficulty.
  public let nonce: Int
  /// The board's rate, smoothed over its last jobs: what a share reports.
  public let hashRate: HashRate
  /// The chip to report: the board's own id, or the one made for it.
  public let chip: ChipID
}
