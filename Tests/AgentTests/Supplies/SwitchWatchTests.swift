import Testing
import Units

@testable import Agent

@Suite("Switches whose supply is seen")
struct SwitchWatchTests {
  private func at(_ seconds: Double) -> Uptime { Uptime(seconds: seconds) }

  private func watch(on: Bool = false) -> SwitchWatch {
    var watch = SwitchWatch()
    watch.commanded("s1", on: on, at: .zero)
    return watch
  }

  @Test("a supply that comes a little late is no fault")
  func late() {
    var watch = watch(on: true)
    #expect(watch.seen("s1", on: false, at: at(0.2)) == nil)
    #expect(watch.seen("s1", on: true, at: at(1)) == nil)
    #expect(watch.seen("s1", on: true, at: at(100)) == nil)
  }

  @Test("commanded on and never seen: told once, tried again after ten minutes, told again only in the status")
  func dead() {
    var watch = watch(on: true)
    #expect(watch.seen("s1", on: false, at: at(1)) == nil)
    #expect(watch.seen("s1", on: false, at: at(2)) == .broken(commanded: true))
    #expect(watch.seen("s1", on: false, at: at(3)) == nil)
    // Protection takes its boards out of the choice, so it is turned off; that it is off then proves nothing.
    watch.commanded("s1", on: false, at: at(4))
    #expect(watch.seen("s1", on: false, at: at(5)) == nil)
    #expect(watch.seen("s1", on: false, at: at(603)) == .mayTry)
    #expect(watch.seen("s1", on: false, at: at(604)) == nil)
    watch.commanded("s1", on: true, at: at(610))
    #expect(watch.seen("s1", on: true, at: at(611)) == .follows)
  }

  @Test("a trial that fails is another fault")
  func failedTrial() {
    var watch = watch(on: true)
    _ = watch.seen("s1", on: false, at: at(1))
    _ = watch.seen("s1", on: false, at: at(2))
    watch.commanded("s1", on: false, at: at(4))
    _ = watch.seen("s1", on: false, at: at(603))
    watch.commanded("s1", on: true, at: at(610))
    #expect(watch.seen("s1", on: false, at: at(610.5)) == nil)
    #expect(watch.seen("s1", on: false, at: at(612)) == .broken(commanded: true))
  }

  @Test("commanded off and still seen: a welded contact, over as soon as it opens")
  func welded() {
    var watch = watch(on: true)
    _ = watch.seen("s1", on: true, at: at(1))
    watch.commanded("s1", on: false, at: at(10))
    #expect(watch.seen("s1", on: true, at: at(10.1)) == nil)
    #expect(watch.seen("s1", on: true, at: at(12)) == .broken(commanded: false))
    #expect(watch.seen("s1", on: true, at: at(13)) == nil)
    #expect(watch.seen("s1", on: false, at: at(20)) == .follows)
  }
}
