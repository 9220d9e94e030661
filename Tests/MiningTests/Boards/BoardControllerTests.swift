import Bus
import Synchronization
import Testing
import Units

@testable import Mining

@Suite("Boards of a bus", .timeLimit(.minutes(1)))
struct BoardControllerTests {
  /// Three boards on one bus, fifty times as fast as in the field.
  private struct Bench {
    let wire: FakeWire
    let bus: SharedI2CBus
    let controller: BoardController
    let events: AsyncStream<(BoardID, BoardEvent)>

    static let boards: [(id: BoardID, address: I2CAddress)] = [("a", 40), ("b", 41), ("c", 42)]

    init() async {
      let clock = ScaledTimebase(speed: 50)
      wire = FakeWire(Dictionary(uniqueKeysWithValues: Self.boards.map { ($0.address, FakeClassic()) }), clock)
      bus = SharedI2CBus(wire, name: "i2c-t", timebase: clock)
      let (events, continuation) = AsyncStream<(BoardID, BoardEvent)>.makeStream()
      self.events = events
      controller = BoardController(on: bus) { continuation.yield(($0, $1)) }
      await controller.start()
      for (id, address) in Self.boards {
        controller.attach(BoardDescription(id: id, address: address, dialect: .classic))
      }
    }
  }

  @Test("three boards mine side by side; every answer is right and belongs to its board's job")
  func mining() async {
    let bench = await Bench()
    for (id, _) in Bench.boards { bench.controller.setPowered(id, true) }
    var random = SplitMix(seed: 3)
    var answers: [BoardID: (job: BoardJob, answer: Int)] = [:]
    var number: UInt64 = 0
    var results = 0
    for await (id, event) in bench.events {
      switch event {
      case .ready:
        let (work, answer) = JobMaker.random(difficulty: 6, using: &random)
        number += 1
        answers[id] = (BoardJob(number: number, work: work), answer)
        bench.controller.assign(answers[id]!.job, to: id)
      case .result(let result):
        results += 1
        #expect(result.job == answers[id]?.job)
        #expect(result.nonce == answers[id]?.answer)
      case .identified, .measured: break
      default: Issue.record("unexpected: \(event)")
      }
      if results == 30 { break }
    }
    #expect(bench.controller.status.map(\.board.id) == ["a", "b", "c"])
    #expect(bench.controller.status.map(\.counters.results).reduce(0, +) >= 30)
  }

  @Test("a board whose supply is off is not addressed; events of an unknown board are ignored")
  func off() async {
    let bench = await Bench()
    bench.controller.setPowered("b", true)
    bench.controller.setPowered("nobody", true)
    for await (id, event) in bench.events where event == .ready {
      #expect(id == "b")
      break
    }
    #expect(Set(bench.wire.uses.map(\.address)) == [41])
    #expect(bench.controller.status.map(\.state) == [.off, .ready, .off])
  }
}
