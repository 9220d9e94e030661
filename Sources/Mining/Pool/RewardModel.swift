public import Units

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What a worker earns, and what one more would: the pool pays each further worker of an account less.
///
/// A share pays `2·ln(hash rate)/divisor · p^k`; `k` counts the workers before this one, the first four free in one
/// generation of pool software and none in the other. The absolute numbers hang on the divisor, which is not public
/// today; ratios do not.
public struct RewardModel: Sendable, Hashable {
  /// Generations of pool software in the field.
  public enum Generation: Sendable, Hashable {
    /// 2024-03: workers 1...4 are paid in full.
    case spring2024
    /// 2024-05: every worker after the first is paid less.
    case summer2024
  }

  /// Shares of a connection that pay nothing at its start.
  public static let unpaidShares = 10

  /// Which software the pool is assumed to run; the newer pays less and is the careful assumption.
  public var generation: Generation
  /// The board's rate.
  public var hashRate: HashRate
  /// Difficulty of the tier: the mean answer is 50 times that.
  public var difficulty: Int
  /// Wait from share to verdict and from JOB to job.
  public var roundTrip: Duration
  /// Of the tier; the last published one of 8-bit boards.
  public var divisor: Double = 36000
  /// What a further worker is paid of the one before it.
  public var decay: Double = 0.96

  /// A model of equal boards.
  public init(
    generation: Generation = .summer2024, hashRate: HashRate = HashRate(195), difficulty: Int = 6,
    roundTrip: Duration = .milliseconds(250)
  ) {
    self.generation = generation
    self.hashRate = hashRate
    self.difficulty = difficulty
    self.roundTrip = roundTrip
  }

  /// Shares a second of one board that asks, computes and reports in turn: the mean answer of 1...100·difficulty, and
  /// two round trips.
  public var sharesPerSecond: Double {
    let mean = (Double(difficulty) * 100 + 1) / 2
    return 1 / (mean / hashRate.value + 2 * roundTrip.inSeconds)
  }

  /// Part of the full reward that the pool pays to a worker id (from 1).
  public func factor(ofWorker id: Int) -> Double {
    let free = generation == .spring2024 ? 4 : 1
    return pow(decay, Double(max(0, id - free)))
  }

  /// Coins for one paid share of a worker id.
  public func rewardPerShare(ofWorker id: Int) -> Double {
    2 * log(hashRate.value) / divisor * factor(ofWorker: id)
  }

  /// Coins a second that the n-th worker adds.
  public func marginalRate(ofWorker id: Int) -> Double { sharesPerSecond * rewardPerShare(ofWorker: id) }

  /// Coins a second of workers with the ids 1...count.
  public func rate(ofWorkers count: Int) -> Double {
    count < 1 ? 0 : (1...count).reduce(0) { $0 + marginalRate(ofWorker: $1) }
  }

  /// Coins a second when all of them have the highest id: what is left after each has reconnected alone once.
  public func rateWithSameID(ofWorkers count: Int) -> Double { Double(count) * marginalRate(ofWorker: count) }

  /// Coins that a new connection of a worker id forgoes by its unpaid first shares.
  public func costOfReconnecting(worker id: Int) -> Double {
    Double(Self.unpaidShares) * rewardPerShare(ofWorker: id)
  }

  /// How long a worker must run until its connection has paid back those shares at the same rate again.
  public var unpaidTime: Duration { .seconds(Double(Self.unpaidShares) / sharesPerSecond) }
}
