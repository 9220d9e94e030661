internal import Glibc

/// The clock on the wall of a place: how far it is from UTC at any time, summer time included.
///
/// A local time may not exist (the hour that is skipped in spring) or exist twice (the hour that is repeated in
/// autumn); ``instants(of:at:)`` says so instead of guessing.
public struct LocalZone: Sendable {
  private let offsetAt: @Sendable (UnixTime) -> Int

  /// A zone by its rule: seconds east of UTC at a time.
  public init(offset: @escaping @Sendable (UnixTime) -> Int) {
    offsetAt = offset
  }

  /// The machine's zone: the variable `TZ`, else `/etc/localtime`.
  ///
  /// Source: localtime_r(3), `tm_gmtoff`.
  public static let system = LocalZone { time in
    // localtime_r need not look at TZ and /etc/localtime by itself; tzset does, and only when they changed.
    tzset()
    var seconds = time_t(time.seconds.rounded(.down))
    var parts = tm()
    return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
  }

  /// UTC.
  public static let utc = LocalZone { _ in 0 }

  /// Seconds east of UTC at a time.
  public func offset(at time: UnixTime) -> Int { offsetAt(time) }

  /// What the clock on the wall shows, as if it were UTC: for its date and time of day.
  public func wallClock(at time: UnixTime) -> UnixTime {
    UnixTime(seconds: time.seconds + Double(offset(at: time)))
  }

  /// The day on the wall's calendar.
  public func date(at time: UnixTime) -> CalendarDate { CalendarDate(wallClock(at: time)) }

  /// `18:00`, by the clock on the wall.
  public func clock(at time: UnixTime) -> String { String(wallClock(at: time).timeOfDay.prefix(5)) }

  /// When the clock on the wall shows a time of day: first and last time it does. They differ in the repeated hour; a
  /// time that is skipped is the moment of the skip.
  ///
  /// - Parameter second: of the day, 0 to 86400.
  public func instants(of date: CalendarDate, at second: Int) -> (first: UnixTime, last: UnixTime) {
    let wanted = date.midnight.seconds + Double(second)
    let before = offset(at: UnixTime(seconds: wanted - 86400))
    let after = offset(at: UnixTime(seconds: wanted + 86400))
    let candidates = Set([before, after]).map { UnixTime(seconds: wanted - Double($0)) }
    let shown = candidates.filter { $0.seconds + Double(offset(at: $0)) == wanted }.sorted()
    if let first = shown.first, let last = shown.last { return (first, last) }
    let skip = change(between: wanted - Double(max(before, after)), and: wanted - Double(min(before, after)))
    return (skip, skip)
  }

  /// The moment within an interval at which the offset changes, to the second.
  private func change(between low: Double, and high: Double) -> UnixTime {
    var (low, high) = (low.rounded(.down), high.rounded(.up))
    let old = offset(at: UnixTime(seconds: low))
    while high - low > 1 {
      let middle = ((low + high) / 2).rounded(.down)
      if offset(at: UnixTime(seconds: middle)) == old { low = middle } else { high = middle }
    }
    return UnixTime(seconds: high)
  }
}
