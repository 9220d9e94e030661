internal import Bus
internal import Glibc
public import Units

/// Where the calendar comes from. May be unknown: a board without a battery-backed clock wakes up in the past.
public protocol CalendarClock: Sendable {
  /// The present time, or nil while it cannot be trusted.
  var now: UnixTime? { get }
}

/// The machine's calendar clock; trusted once the kernel calls it synchronised.
///
/// Years before 2025 are older than this program and never believed.
public struct SystemCalendar: CalendarClock {
  /// The machine's clock.
  public init() {}

  public var now: UnixTime? {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let earliest = CalendarDate(year: 2025, month: 1, day: 1).midnight
    let now = UnixTime(seconds: Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9)
    return now >= earliest && KernelClock.isSynchronised ? now : nil
  }
}
