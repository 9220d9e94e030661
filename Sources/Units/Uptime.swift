/// A point on the monotonic clock: never jumps, says nothing of the calendar. All intervals are measured with it.
public struct Uptime: InstantProtocol, Sendable, CustomStringConvertible {
  /// Nanoseconds since an arbitrary origin (boot, or the start of a simulation).
  public var nanoseconds: Int64

  /// A point by its nanoseconds since the origin.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A point by its seconds since the origin.
  public init(seconds: Double) { self.nanoseconds = Int64((seconds * 1e9).rounded()) }

  /// The origin.
  public static let zero = Uptime(nanoseconds: 0)

  /// Seconds since the origin.
  public var seconds: Double { Double(nanoseconds) * 1e-9 }

  /// This point moved by a duration; saturates at the ends of the range (292 years).
  public func advanced(by duration: Duration) -> Uptime {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(Self.nanoseconds(of: duration))
    guard overflow else { return Uptime(nanoseconds: sum) }
    return Uptime(nanoseconds: duration < .zero ? .min : .max)
  }

  /// The time from this point to another; negative when the other is earlier.
  public func duration(to other: Uptime) -> Duration {
    .nanoseconds(other.nanoseconds.subtractingReportingOverflow(nanoseconds).partialValue)
  }

  public static func < (left: Uptime, right: Uptime) -> Bool { left.nanoseconds < right.nanoseconds }

  /// A point moved by a duration.
  public static func + (left: Uptime, right: Duration) -> Uptime { left.advanced(by: right) }
  /// A point moved back by a duration.
  public static func - (left: Uptime, right: Duration) -> Uptime { left.advanced(by: .zero - right) }
  /// The time from the right point to the left.
  public static func - (left: Uptime, right: Uptime) -> Duration { right.duration(to: left) }

  /// Seconds since the origin, three decimals.
  public var description: String { "\(Decimal.fixed(seconds, 3)) s" }

  private static func nanoseconds(of duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    return scaled.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
  }
}
