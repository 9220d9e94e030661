import Synchronization
import Testing
import Units

@testable import Agent

@Suite("Event streams")
struct WebStreamsTests {
  static func status(_ change: (inout StatusDocument) -> Void = { _ in }) -> StatusDocument {
    var status = StatusDocument(
      program: "Akkurat", uptimeS: 61, time: "2026-03-01T12:00:31Z",
      decision: .init(stage: "run", target: 2, powered: 2, reason: "Sun.", changes: "when it sets"),
      battery: .init(
        voltageV: 13.4567, currentA: 0.1234, stateOfCharge: 0.81234, deviation: 0.05, mode: "fused", quality: "good"),
      panelW: 5.4321,
      boards: ["b1", "b2"].map {
        .init(
          name: $0, address: 8, dialect: "classic", powered: true, state: "mining", hashRate: 188.123, accepted: 1,
          refused: 0,
          wrongNonces: 0, energyWh: 0.1)
      },
      pool: .init(state: "mining", connections: 2, accepted: 2, unpaid: 0, blocks: 0, refused: 0, unanswered: 0),
      energy: .init(
        panelWh: 1.23456, chargedWh: 0, dischargedWh: 0, loadWh: 1, boardsWh: 0, hostWh: 0, conversionWh: 0,
        residualWh: 0,
        gapsS: 0),
      overrides: [], troubles: [])
    change(&status)
    return status
  }

  static let nothing = EventsDocument(last: 0, events: [])

  /// What a listener has received until now.
  static func received(_ stream: AsyncStream<String>, _ streams: inout WebStreams) async -> [String] {
    streams.finish()
    var all: [String] = []
    for await text in stream { all.append(text) }
    return all
  }

  @Test("what changes all the time and nobody sees is not told; what the owner sees is")
  func thrift() {
    let first = LiveStatus(Self.status())
    let same = LiveStatus(
      Self.status {
        $0.uptimeS = 62
        $0.time = "2026-03-01T12:00:32Z"
        $0.battery.voltageV = 13.4571
        $0.boards[0].hashRate = 188.2
        $0.energy.panelWh = 1.2349
      })
    #expect(same.patch(since: first) == nil)
    let other = LiveStatus(
      Self.status {
        $0.panelW = nil
        $0.boards[1].accepted = 2
        $0.decision.target = 1
      })
    let patch = other.patch(since: first) ?? ""
    #expect(patch.hasPrefix(#"{"decision":{"#) && patch.contains(#""panel_w":null"#))
    #expect(patch.contains(#""boards":{"b2":{"accepted":2"#) && !patch.contains("b1"))
    let fewer = LiveStatus(Self.status { $0.boards.removeLast() }).patch(since: first) ?? ""
    #expect(fewer.contains(#""boards":[{"#))
    #expect(first.json.contains(#""panel_w":5.43,"#) && first.json.contains(#""voltage_v":13.46"#))
  }

  @Test("a newcomer gets everything, then only news; without news nothing is sent")
  func news() async {
    var streams = WebStreams()
    let stream = streams.add { _ in }
    #expect(streams.tell(LiveStatus(Self.status()), Self.nothing) >= 0)
    #expect(streams.tell(LiveStatus(Self.status()), Self.nothing) == 0)
    let bytes = streams.tell(LiveStatus(Self.status { $0.panelW = 1 }), Self.nothing)
    let late = streams.add { _ in }
    _ = streams.tell(LiveStatus(Self.status { $0.panelW = 2 }), Self.nothing)
    streams.beat()
    let all = await Self.received(stream, &streams)
    #expect(all.count == 4 && all[0].hasPrefix("event: status\ndata: {") && all[0].contains("event: happened\n"))
    #expect(all[1] == "event: patch\ndata: {\"panel_w\":1}\n\n" && all[1].utf8.count == bytes)
    #expect(all[2].contains("\"panel_w\":2") && all[3] == ": \n\n")
    var other: [String] = []
    for await text in late { other.append(text) }
    #expect(other.first?.hasPrefix("event: status\n") == true && other.count == 2)
  }

  @Test("who falls behind loses news and gets everything anew once it reads again; memory stays bounded")
  func slow() async {
    var streams = WebStreams()
    let stream = streams.add { _ in }
    for watts in 0..<1000 { _ = streams.tell(LiveStatus(Self.status { $0.panelW = Double(watts) }), Self.nothing) }
    let all = await Self.received(stream, &streams)
    #expect(all.count == 8)
    var again = WebStreams()
    let reader = again.add { _ in }
    var iterator = reader.makeAsyncIterator()
    for watts in 0..<20 { _ = again.tell(LiveStatus(Self.status { $0.panelW = Double(watts) }), Self.nothing) }
    for _ in 0..<8 { _ = await iterator.next() }
    _ = again.tell(LiveStatus(Self.status { $0.panelW = 99 }), Self.nothing)
    let caughtUp = await iterator.next() ?? ""
    #expect(caughtUp.hasPrefix("event: status\n") && caughtUp.contains("\"panel_w\":99"))
  }

  @Test("events are told once, by their numbers")
  func events() async {
    func recent(_ numbers: ClosedRange<Int>) -> EventsDocument {
      EventsDocument(
        last: numbers.upperBound,
        events: numbers.map { .init(number: $0, uptimeS: 1, kind: .pool, subject: "", text: "event \($0)") })
    }
    var streams = WebStreams()
    let stream = streams.add { _ in }
    _ = streams.tell(LiveStatus(Self.status()), recent(1...3))
    _ = streams.tell(LiveStatus(Self.status()), recent(1...3))
    _ = streams.tell(LiveStatus(Self.status()), recent(2...4))
    let all = await Self.received(stream, &streams)
    #expect(all.count == 2 && all[0].contains("event 3") && all[1].contains("event 4") && !all[1].contains("event 3"))
  }

  @Test("a listener that goes is reported, and nobody is left")
  func leaving() async {
    let gone = Mutex<[Int]>([])
    var streams = WebStreams()
    var stream: AsyncStream<String>? = streams.add { number in gone.withLock { $0.append(number) } }
    #expect(streams.count == 1)
    _ = stream
    stream = nil
    #expect(gone.withLock { $0 } == [1])
    streams.remove(1)
    #expect(streams.isEmpty)
  }
}
