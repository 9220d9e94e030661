/// A clock that runs at a fixed multiple of another one, from a chosen origin: a demonstration's day in a minute.
public struct ScaledTimebase: Timebase {
  public let speed: Double
  private let base: any Timebase
  private let start: Uptime
  private let origin: Uptime
  private let factor: Double

  /// Starts at `origin` now. `speed` is greater than 0; it multiplies the speed of `base`.
  public init(speed: Double, origin: Uptime = .zero, over base: any Timebase = SystemTimebase()) {
    precondition(speed > 0 && speed.isFinite, "a clock's speed is a positive number")
    self.factor = speed
    self.speed = speed * base.speed
    self.base = base
    self.start = base.now
    self.origin = origin
  }

  public var now: Uptime {
    let elapsed = Double(base.now.nanoseconds - start.nanoseconds)
    return Uptime(nanoseconds: origin.nanoseconds + Int64(elapsed * factor))
  }
}
