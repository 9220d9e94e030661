import Testing
import Units

@Suite("Timebase")
struct TimebaseTests {
  private struct Fixed: Timebase {
    var now: Uptime
    var speed: Double = 1
  }

  @Test("a deadline of a fast clock is waited for in a fraction of the time")
  func scaledWait() {
    let clock = Fixed(now: Uptime(seconds: 100), speed: 600)
    #expect(clock.realWait(until: Uptime(seconds: 160)) == .milliseconds(100))
  }

  @Test("a deadline that has passed is not waited for")
  func passed() {
    #expect(Fixed(now: Uptime(seconds: 5)).realWait(until: Uptime(seconds: 4)) == .zero)
    #expect(Fixed(now: Uptime(seconds: 5), speed: 9).realWait(until: Uptime(seconds: 4)) == .zero)
  }

  @Test("a wait is rounded up to a nanosecond, so it never ends early")
  func roundedUp() {
    #expect(Fixed(now: .zero, speed: 3).realWait(until: Uptime(nanoseconds: 10)) == .nanoseconds(4))
  }

  @Test("a deadline beyond all time saturates")
  func endless() {
    #expect(Fixed(now: .zero, speed: 0.001).realWait(until: Uptime(nanoseconds: .max)) == .nanoseconds(Int64.max))
  }

  @Test("the machine's clock does not run backwards")
  func monotonic() {
    let clock = SystemTimebase()
    let points = (0..<1000).map { _ in clock.now }
    #expect(zip(points, points.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(points[0] > .zero)
  }

  @Test("a scaled clock starts at its origin and multiplies speeds")
  func origin() {
    let base = Fixed(now: Uptime(seconds: 7), speed: 2)
    let clock = ScaledTimebase(speed: 60, origin: Uptime(seconds: 3), over: base)
    #expect(clock.now == Uptime(seconds: 3))
    #expect(clock.speed == 120)
  }
}
