/// How the simulated pool behaves. Durations are lengths of the injected clock.
public struct PoolBehaviour: Sendable {
  /// Two generations of pool software are in the field; they differ in details that cost money.
  public enum Generation: Sendable {
    /// 2024-03: four free workers, the tier is read at each JOB.
    case spring2024
    /// 2024-05: no free workers, the tier of the first JOB stays.
    case summer2024
  }

  /// Which software.
  public var generation = Generation.spring2024
  /// Said at once, followed by a newline.
  public var version = "4.3"
  /// The message of the day, sent without a newline at its end.
  public var messageOfTheDay = "Simulated pool\nNothing here is paid"
  /// There and back; half of it each way.
  public var roundTrip: Duration = .milliseconds(250)
  /// Silence allowed before the first JOB.
  public var idleBeforeJob: Duration = .seconds(30)
  /// Silence allowed from then on.
  public var idleAfterJob: Duration = .seconds(90)
  /// Shares between two resets of the counter; nil: no limit.
  public var sharesPerMinute: Int? = 80
  /// Workers of an account or address; one more and *all* are refused.
  public var workerLimit = 50
  /// Only every n-th accepted share is credited.
  public var creditsEvery = 2
  /// Chance of a block for a right share.
  public var blockChance = 0.0
  /// Known tiers by name.
  public var tiers = PoolTierRules.known
  /// User names that mining is refused to, with the text of the refusal (`User banned`).
  public var refusedUsers: [String: String] = [:]
  /// Refuses every share with this text.
  public var shareRefusal: String?
  /// Takes everything and answers nothing.
  public var isSilent = false
  /// Chance to close the connection at a message.
  public var closeChance = 0.0
  /// Chance that a pool answer is cut into two segments on its way.
  public var splitChance = 0.0

  /// A pool as it is on a good day.
  public init() {}
}
