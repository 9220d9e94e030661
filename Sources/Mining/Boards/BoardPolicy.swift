/// The settings that all boards of a bus share.
public struct BoardPolicy: Sendable, Hashable {
  /// Boards that search are asked at common multiples of this: fewer wake-ups when longer, shares half of it later.
  public var pollInterval: Duration = .milliseconds(40)
  /// Time from switching a board on to its first transaction: boot loader and crystal. A board may have its own.
  public var settlingTime: Duration = .seconds(2)
  /// How often a job is given to a board in all, when it answers wrong, finds nothing or resets.
  public var attempts = 3
  /// Wrong answers in a row that lead to a self-test.
  public var wrongNonceLimit = 3
  /// Resets while powered are counted over this time (scenario 16).
  public var brownOutWindow: Duration = .seconds(600)
  /// First pause after a board could not be reached; each further one is twice as long.
  public var firstPause: Duration = .seconds(1)
  /// Longest such pause.
  public var longestPause: Duration = .seconds(60)
  /// Transactions that ran into their time limit are followed by a pause this many times as long, so a board that holds
  /// the bus costs the others about 1 %. That may be more than ``longestPause``: many drivers wait a whole second.
  public var pausePerTimeout = 100
  /// Longest pause of that kind.
  public var longestPauseOfABlocker: Duration = .seconds(600)

  /// Whether boards that can power down do so between jobs.
  public var sleepsBetweenJobs = true

  /// The defaults.
  public init() {}
}
