/// What a tier means to the pool.
public struct PoolTierRules: Sendable, Hashable {
  /// A hundredth of the largest answer.
  public var difficulty: Int
  /// Reported rates below move a worker down.
  public var lowest: Double
  /// Reported rates from here on move a worker up.
  public var highest: Double
  /// Reward per share is 2·ln(rate)/divisor.
  public var divisor: Double

  /// A tier.
  public init(difficulty: Int, lowest: Double, highest: Double, divisor: Double) {
    self.difficulty = difficulty
    self.lowest = lowest
    self.highest = highest
    self.divisor = divisor
  }

  /// Difficulties of the public repository; rates and divisors of its last complete table (2021-10), the upper bounds
  /// of the small tiers as the present official miners use them.
  public static let known: [String: PoolTierRules] = [
    "AVR": PoolTierRules(difficulty: 6, lowest: 100, highest: 380, divisor: 36000),
    "MEGA": PoolTierRules(difficulty: 16, lowest: 150, highest: 550, divisor: 40000),
    "ARM": PoolTierRules(difficulty: 100, lowest: 399, highest: 1000, divisor: 42500),
    "DUE": PoolTierRules(difficulty: 500, lowest: 1000, highest: 5000, divisor: 45000),
    "ESP8266": PoolTierRules(difficulty: 1000, lowest: 4500, highest: 13000, divisor: 47500),
    "ESP8266H": PoolTierRules(difficulty: 1500, lowest: 5999, highest: 26000, divisor: 47500),
    "LOW": PoolTierRules(difficulty: 7500, lowest: 0, highest: 250_000, divisor: 235_000),
    "MEDIUM": PoolTierRules(difficulty: 75000, lowest: 0, highest: 500_000, divisor: 255_000),
    "NET": PoolTierRules(difficulty: 100_000, lowest: 0, highest: 1_000_000, divisor: 285_000),
  ]

  static let upward = ["AVR", "MEGA", "ARM", "DUE", "ESP8266", "ESP8266H"]

  static func harder(than name: String) -> String {
    upward.firstIndex(of: name).flatMap { $0 + 1 < upward.count ? upward[$0 + 1] : nil } ?? name
  }

  static func easier(than name: String) -> String {
    guard name != "ESP8266", let place = upward.firstIndex(of: name), place > 0 else { return name }
    return upward[place - 1]
  }
}
