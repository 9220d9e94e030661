import Testing

@testable import Agent

@Suite("Recent events")
struct EventRingTests {
  func event(_ text: String, _ kind: RecentEvent.Kind = .decision) -> RecentEvent {
    RecentEvent(number: 0, uptimeS: 75, kind: kind, subject: "run 2", text: text)
  }

  @Test("the ring keeps the newest 256, newest last, and numbers them on")
  func bounded() {
    var ring = EventRing()
    #expect(ring.events(after: 0, count: 20).isEmpty)
    for number in 1...1000 { ring.add(event("\(number)")) }
    let all = ring.events(after: 0, count: 9999)
    #expect(all.map(\.number) == Array(745...1000))
    #expect(all.map(\.text) == (745...1000).map { "\($0)" })
    #expect(ring.events(after: 0, count: 3).map(\.number) == [998, 999, 1000])
    #expect(ring.events(after: 998, count: 20).map(\.number) == [999, 1000])
    #expect(ring.last == 1000)
  }

  @Test("a long text is cut, so that memory is bounded in bytes too")
  func cut() {
    var ring = EventRing()
    ring.add(event(String(repeating: "x", count: 100_000)))
    #expect(ring.events(after: 0, count: 1).first?.text.count == EventRing.longestText)
  }

  @Test("a line has the time on the wall, or the time since the start before the clock is set")
  func line() {
    var event = event("The battery is full.")
    #expect(event.line == "+75 s decision run 2: The battery is full.")
    event.local = "2026-03-01 14:05:10"
    event.who = "pi by console"
    #expect(event.line == "14:05:10 decision run 2: The battery is full. (pi by console)")
  }

  @Test("a document reads what it wrote")
  func json() {
    let document = EventsDocument(last: 7, events: [event("Yes.")])
    #expect(EventsDocument(json: document.json()) == document)
  }
}
