public import Units

/// A board at one moment, for status pages and reports.
public struct BoardStatus: Sendable, Hashable {
  /// What the board is doing.
  public enum State: Sendable, Hashable {
    /// No supply: it is never addressed.
    case off
    /// Just switched on; it gets time to start.
    case starting
    /// It is being asked who it is.
    case identifying
    /// It waits for a job.
    case ready
    /// It works on a job since a moment.
    case working(BoardJob, since: Uptime)
    /// It has answered; the answer waits until the rate limit bears it.
    case holding(BoardJob)
    /// A known job is being run.
    case testing
    /// It cannot be reached and is asked again at a moment.
    case unreachable(BoardFailure, retry: Uptime)
    /// It hears nothing until its power is cycled.
    case deaf
    /// It gets no jobs.
    case quarantined(QuarantineReason)
  }

  /// The board as configured.
  public let board: BoardDescription
  /// What it is doing.
  public let state: State
  /// The id its shares carry.
  public let chip: ChipID
  /// The smoothed rate of its chip.
  public let hashRate: HashRate
  /// The smoothed rate of what it published, waiting included; the same without a rate limit.
  public let effectiveHashRate: HashRate
  /// Resets while powered in the last ten minutes.
  public let recentBrownOuts: Int
  /// What became of its transactions and jobs.
  public let counters: BoardCounters
}
