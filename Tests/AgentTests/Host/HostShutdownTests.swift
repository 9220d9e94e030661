import Testing
import Units

@testable import Agent

@Suite("Powering the host down (scenarios 8 and 10)")
struct HostShutdownTests {
  private func at(_ seconds: Double) -> Uptime { Uptime(seconds: seconds) }

  private func host(failedStarts: Int = 0, alarm: String? = "/alarm") -> HostShutdown {
    var section = HostSection()
    section.wakeAlarm = alarm
    return HostShutdown(section: section, started: .zero, failedStarts: failedStarts)
  }

  /// Steps once a second; the actions with the second they came in.
  private func run(
    _ host: inout HostShutdown, from first: Int, to last: Int, isDark: Bool = true, hasResumed: Bool = false
  ) -> [String] {
    (first...last).flatMap { second in
      host.step(isDue: true, isDark: isDark, hasResumed: hasResumed, at: at(Double(second))).map { "\(second) \($0)" }
    }
  }

  @Test("switches first, then a moment for everything to be stored, then the alarm, then the command, once")
  func order() {
    var host = host()
    #expect(run(&host, from: 400, to: 410, isDark: false).isEmpty)
    #expect(
      run(&host, from: 411, to: 500) == [
        "416 setAlarm(14400.0 seconds)", "416 run([\"systemctl\", \"poweroff\"])",
      ])
  }

  @Test("nothing is done while it is not due")
  func notDue() {
    var host = host()
    for second in 400..<500 {
      #expect(host.step(isDue: false, isDark: true, hasResumed: false, at: at(Double(second))).isEmpty)
    }
  }

  @Test("Scenario 10: the sun is back by then: it is completed, as a restart")
  func powerRace() {
    var host = host()
    #expect(run(&host, from: 400, to: 406, hasResumed: true) == ["405 run([\"systemctl\", \"reboot\"])"])
  }

  @Test("Scenario 10: no loop of starts: the host stays up first, and each start in vain doubles the time to the next")
  func loop() {
    var first = host()
    #expect(run(&first, from: 0, to: 299).isEmpty)
    #expect(run(&first, from: 300, to: 310).count == 2)
    #expect(host(failedStarts: 1).wake == .seconds(8 * 3600))
    #expect(host(failedStarts: 2).wake == .seconds(16 * 3600))
    #expect(host(failedStarts: 50).wake == .seconds(86400))
  }

  @Test("a command that did not end the host is repeated after two minutes; without an alarm there is only the command")
  func again() {
    var host = host(alarm: nil)
    #expect(run(&host, from: 400, to: 530).map { $0.prefix(7) } == ["405 run", "525 run"])
  }
}
