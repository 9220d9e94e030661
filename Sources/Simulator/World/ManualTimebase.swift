internal import Synchronization
public import Units

/// A clock that stands still until it is moved: for tests that step through time.
public final class ManualTimebase: Timebase {
  public let speed: Double
  private let state: Mutex<Uptime>

  /// A clock at a point. `speed` only shortens the real waits of code under test; nothing moves by itself.
  public init(at start: Uptime = .zero, speed: Double = 1) {
    self.speed = speed
    state = Mutex(start)
  }

  public var now: Uptime { state.withLock { $0 } }

  /// Moves the clock forward; a negative interval is ignored, as the clock never runs backwards.
  public func advance(by interval: Duration) {
    state.withLock { $0 = $0 + max(.zero, interval) }
  }
}
