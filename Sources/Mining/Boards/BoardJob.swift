/// A pool's job on its way to a board.
public struct BoardJob: Sendable, Hashable, CustomStringConvertible {
  /// Tells jobs apart; given by whoever assigns it.
  public let number: UInt64
  /// What to find.
  public let work: PoolJob

  /// A numbered job.
  public init(number: UInt64, work: PoolJob) {
    self.number = number
    self.work = work
  }

  public var description: String { "job \(number) (difficulty \(work.difficulty))" }
}
