internal import Glibc

/// The machine's monotonic clock, time spent suspended included: after a suspension old readings are old.
///
/// Source: `CLOCK_BOOTTIME`, clock_gettime(2). Its origin is the boot of the machine.
public struct SystemTimebase: Timebase {
  /// The machine's clock.
  public init() {}

  public var now: Uptime {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Uptime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  public var speed: Double { 1 }
}
