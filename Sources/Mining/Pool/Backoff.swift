/// How long to wait before the next try: doubles from `first` to `longest`, then up to half as much again by chance, so
/// that the rigs of a region do not come back in one instant after an outage.
public struct Backoff: Sendable, Hashable {
  /// Wait after the first failure.
  public var first: Duration
  /// The wait stops growing here.
  public var longest: Duration

  /// 5 s doubling to 5 min: what a pool connection uses.
  public init(first: Duration = .seconds(5), longest: Duration = .seconds(300)) {
    self.first = first
    self.longest = longest
  }

  /// The wait after a number of failures in a row (from 1), without jitter.
  public func base(afterFailures count: Int) -> Duration {
    let doublings = min(max(0, count - 1), 20)
    return min(first * (1 << doublings), longest)
  }

  /// The wait with jitter: 1 to 1.5 times the base.
  public func wait(afterFailures count: Int, using source: inout some RandomNumberGenerator) -> Duration {
    base(afterFailures: count) * Double.random(in: 1...1.5, using: &source)
  }
}
