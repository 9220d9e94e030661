/// A point of the calendar: seconds since 1970-01-01 00:00 UTC. May jump when the clock is set; never used for
/// intervals.
public struct UnixTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01 00:00:00 UTC, leap seconds not counted.
  public var seconds: Double

  /// A point by its seconds since 1970.
  public init(seconds: Double) { self.seconds = seconds }

  public static func < (left: UnixTime, right: UnixTime) -> Bool { left.seconds < right.seconds }

  /// A point moved by a duration.
  public static func + (left: UnixTime, right: Duration) -> UnixTime {
    UnixTime(seconds: left.seconds + right.inSeconds)
  }

  /// The time from the right point to the left.
  public static func - (left: UnixTime, right: UnixTime) -> Duration { .seconds(left.seconds - right.seconds) }

  /// ISO 8601 in UTC: `2026-03-01T12:00:00Z`.
  public var description: String {
    let date = CalendarDate(self)
    return "\(date)T\(timeOfDay)Z"
  }

  /// `12:00:00`, UTC.
  public var timeOfDay: String {
    let second = Int64(seconds.rounded(.down))
    let inDay = second - (second >= 0 ? second / 86400 : (second - 86399) / 86400) * 86400
    return [inDay / 3600, inDay / 60 % 60, inDay % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
