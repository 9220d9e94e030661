/// Where the time comes from: the machine's clock, or one that runs faster for a demonstration. Injected everywhere, so
/// one clock scales every timer of a process.
///
/// Whoever waits, sleeps or arms a timer asks ``realWait(until:)``: a deadline is a point of *this* clock, a wait is a
/// length of the machine's.
public protocol Timebase: Sendable {
  /// The present point of this clock. Never runs backwards.
  var now: Uptime { get }
  /// Seconds of this clock in one real second, greater than 0; 1 for the machine's own clock.
  var speed: Double { get }
}

extension Timebase {
  /// How long to really wait until a point of this clock; zero when it has passed.
  public func realWait(until deadline: Uptime) -> Duration {
    realLength(of: max(.zero, deadline - now))
  }

  /// The real length of an interval of this clock; sub-nanosecond rests are rounded up, so a wait never ends early.
  public func realLength(of interval: Duration) -> Duration {
    guard speed != 1 else { return interval }
    let nanoseconds = (interval.inSeconds / speed * 1e9).rounded(.up)
    return .nanoseconds(nanoseconds < 9e18 ? Int64(nanoseconds) : .max)
  }
}
