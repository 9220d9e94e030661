import Bus
import Mining
import Simulator
import Testing
import Units

/// The drivers against broken boards that were written independently of them, from the same page of the protocol.
@Suite("Drivers on broken boards", .timeLimit(.minutes(2)))
struct BrokenBoardTests {
  private struct Bench {
    let rig: SimulatedRig
    let controller: BoardController
    let events: AsyncStream<(BoardID, BoardEvent)>

    init(
      _ kinds: [(firmware: Simulator.BoardDescription.Dialect, driver: BoardDialect, address: I2CAddress)],
      faults: [Fault] = []
    ) async {
      let clock = ScaledTimebase(speed: 10)
      let boards = kinds.enumerated().map { index, kind in
        Simulator.BoardDescription(label: "b\(index + 1)", dialect: kind.firmware, address: kind.address.value)
      }
      rig = SimulatedRig(
        RigDescription(sensors: [], boards: boards, faults: faults, pacing: .blocking), timebase: clock)
      let bus = SharedI2CBus(rig.bus, name: "i2c-t", timebase: clock)
      let (events, continuation) = AsyncStream<(BoardID, BoardEvent)>.makeStream()
      self.events = events
      controller = BoardController(on: bus) { continuation.yield(($0, $1)) }
      await controller.start()
      for (index, kind) in kinds.enumerated() {
        let id = BoardID("b\(index + 1)")
        controller.attach(Mining.BoardDescription(id: id, address: kind.address, dialect: kind.driver))
        controller.setPowered(id, true)
      }
    }

    /// SHA-1 of the previous hash and 377; the digest comes from another implementation.
    static let work = PoolJob(
      previousHash: "280167e9368b51696269562be86a24ed2883e0fd",
      expectedHash: "bd3c11ceeedb9ca91ab90700b91fc6d1eeda9998", difficulty: 6)

    /// Gives a job to every board that is ready until `enough` says so.
    func run(until enough: (BoardID, BoardEvent) -> Bool) async {
      var number: UInt64 = 0
      for await (id, event) in events {
        if event == .ready {
          number += 1
          controller.assign(BoardJob(number: number, work: Self.work), to: id)
        }
        if enough(id, event) { return }
      }
    }
  }

  @Test("Scenario 18: no answer of a lying board gets through, and it ends in quarantine while its neighbour mines on")
  func lying() async {
    let bench = await Bench(
      [(.classic, .classic, 8), (.classic, .classic, 9)], faults: [Fault(.lyingBoard, target: 2)])
    var quarantined = false
    await bench.run { id, event in
      if case .result = event { #expect(id == "b1") }
      if case .quarantined = event { quarantined = id == "b2" }
      if case .result = event, quarantined { return true }
      return false
    }
    #expect(bench.rig.world.boards[1].counters.lies >= 3)
  }

  @Test("Scenario 18: a board that goes deaf is noticed")
  func deaf() async {
    let bench = await Bench([(.classic, .classic, 8)], faults: [Fault(.deafBoard)])
    await bench.run { _, event in event == .deaf }
    #expect(bench.rig.world.boards[0].counters.deafened == 1)
  }

  @Test("Scenario 16: a classic board that browns out in its searches is noticed and mines on")
  func brownOut() async {
    let bench = await Bench([(.classic, .classic, 8)], faults: [Fault(.brownOut)])
    var (brownOuts, results) = (0, 0)
    await bench.run { _, event in
      if case .brownOut = event { brownOuts += 1 }
      if case .result = event { results += 1 }
      return brownOuts > 1 && results > 1
    }
    #expect(bench.rig.world.boards[0].counters.brownOuts >= brownOuts)
  }
}
