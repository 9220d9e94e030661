import Bus
import Testing
import Units

@testable import Mining

@Suite("Timetable of a bus")
struct BusTimetableTests {
  static func timetable(boards: Int) -> BusTimetable {
    var table = BusTimetable(tick: .milliseconds(40))
    for _ in 0..<boards { _ = table.addBoard() }
    return table
  }

  @Test("polls of all boards fall on common ticks")
  func ticks() {
    var table = Self.timetable(boards: 3)
    for (board, seconds) in [1.001, 1.015, 1.039].enumerated() {
      table.plan(.poll(notBefore: Uptime(seconds: seconds)), for: board, at: Uptime(seconds: 1))
    }
    #expect(table.entries.map(\.time) == [Uptime](repeating: Uptime(seconds: 1.04), count: 3).map(Optional.some))
  }

  @Test("a poll on a tick waits for the next one, so a board is not asked twice at once")
  func onTick() {
    var table = Self.timetable(boards: 1)
    table.plan(.poll(notBefore: Uptime(seconds: 1)), for: 0, at: Uptime(seconds: 1.2))
    #expect(table.next == Uptime(seconds: 1.24))
  }

  @Test("a wait is kept exactly")
  func exact() {
    var table = Self.timetable(boards: 1)
    table.plan(.wait(until: Uptime(seconds: 1.0005)), for: 0, at: Uptime(seconds: 1))
    #expect(table.next == Uptime(seconds: 1.0005))
    #expect(table.take(at: Uptime(seconds: 1.0004)) == nil)
  }

  @Test("the board that has waited longest goes first, and an upload does not keep the others from their polls")
  func order() {
    var table = Self.timetable(boards: 2)
    let now = Uptime(seconds: 2)
    table.plan(.poll(notBefore: Uptime(seconds: 1.9)), for: 1, at: Uptime(seconds: 1.9))
    table.plan(.transfer([.read(count: 1)]), for: 0, at: now)
    #expect(table.take(at: now)?.board == 1)
    #expect(table.take(at: now)?.board == 0)
    #expect(table.take(at: now) == nil)
    #expect(table.next == nil)
  }

  @Test("an idle board is not served")
  func idle() {
    var table = Self.timetable(boards: 1)
    table.plan(.wait(until: Uptime(seconds: 1)), for: 0, at: .zero)
    table.plan(.idle, for: 0, at: .zero)
    #expect(table.next == nil)
  }
}
