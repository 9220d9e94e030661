import Agent
import ArgumentParser
import Foundation
import Simulator
import Synchronization
import Testing
import Units

@testable import akkurat

/// The real agent on the simulated rig, sped up, with things that break. Each run is a few real seconds; what is
/// asserted are states and counts, never times.
@Suite("The rig, whole", .serialized)
struct SimulatedRunTests {
  @Test("shares flow from boards to pool, none refused; the book agrees with the truth within 1 %")
  func mines() async throws {
    let stage = try await SimulatedStage.open(["--speed", "100", "--start-full"])
    try await stage.eventually("measured flows") { $0.panelW != nil && $0.energy.panelWh > 0.2 }
    let start = Mutex(await momentAtOnce(stage))
    // Book and truth are read one after the other, and a busy machine may take seconds between: what is wrong stays
    // wrong however long the rig runs, what is late counts for less and less.
    try await stage.eventually("forty shares and a book that agrees") { status in
      let begin = start.withLock(\.self)
      // A machine that left the rig alone for a while left a gap in the book, and it says so: begin anew after it.
      guard status.energy.gapsS < begin.status.energy.gapsS + 1 else {
        let again = await self.momentAtOnce(stage)
        start.withLock { $0 = again }
        return false
      }
      let accepted = try await stage.pool.statistics().accepted
      guard accepted >= 40, status.energy.panelWh > begin.status.energy.panelWh + 0.5 else { return false }
      return try await Self.summary(of: stage, from: begin).worstDifferenceOfThroughput < 0.01
    }
    let pool = try await stage.pool.statistics()
    #expect(pool.refused == 0)
    #expect(pool.wrongNonces == 0)
    try await stage.close()
    #expect(stage.rig.world.boards.allSatisfy { !$0.powered }, "a stop leaves every switch off")
  }

  static func summary(of stage: DemoStage, from begin: DemoSummary.Moment) async throws -> DemoSummary {
    DemoSummary(
      from: begin, to: await stage.moment(), pool: try await stage.pool.statistics(), speed: 100, stretch: 10,
      switchings: 0, mostBoardsOn: 0, decisions: 0)
  }

  /// Book and truth, read without a pause between.
  func momentAtOnce(_ stage: DemoStage) async -> DemoSummary.Moment {
    while true {
      let before = stage.rig.world.energy.harvested
      let moment = await stage.moment()
      if stage.rig.world.energy.harvested - before < WattHours(0.005) { return moment }
    }
  }

  @Test("boards behind a shunt are booked as measured; without their sensor the model steps in, and it is said")
  func measuredBoards() async throws {
    let stage = try await SimulatedStage.open(["--speed", "300", "--start-full"])
    try await stage.eventually("energy of boards") { $0.energy.boardsWh > 0.3 }
    let before = await stage.controller.status()
    #expect(before.energy.boardsMeasuredWh > before.energy.boardsWh * 0.98)
    #expect(before.boards.contains { $0.measured && $0.energyWh > 0.05 })
    stage.rig.faults.inject(Fault(.deadSensor, target: 4))
    try await stage.eventually("modelled energy") {
      $0.energy.boardsWh - $0.energy.boardsMeasuredWh > before.energy.boardsWh - before.energy.boardsMeasuredWh + 0.1
    }
    #expect(await stage.controller.status().boards.allSatisfy { !$0.measured })
    #expect(await stage.controller.status().troubles.contains { $0.key == "sensor.boards" })
    try await stage.close()
  }

  @Test("Scenario 18: a lying board ends in quarantine and no wrong nonce reaches the pool")
  func lyingBoard() async throws {
    let stage = try await SimulatedStage.open(["--speed", "300", "--start-full", "--fault", "lying-board:1"])
    try await stage.eventually("the quarantine") { $0.troubles.contains { $0.text.contains("quarantine") } }
    let pool = try await stage.pool.statistics()
    #expect(pool.wrongNonces == 0)
    #expect(await stage.controller.status().boards[0].wrongNonces >= 3)
    try await stage.eventually("the others' shares") { $0.pool.accepted >= 10 }
    try await stage.close()
  }

  @Test("Scenario 1 and 3: a frozen or dead sensor sheds the load, is told once, and the rig recovers")
  func frozenSensor() async throws {
    let stage = try await SimulatedStage.open(["--speed", "300", "--start-full"])
    try await stage.eventually("boards on") { $0.decision.powered >= 2 }
    stage.rig.faults.inject(Fault(.deadSensor, target: 1))
    stage.rig.faults.inject(Fault(.deadSensor, target: 3))
    try await stage.eventually("all off") { $0.decision.powered == 0 }
    let status = await stage.controller.status()
    #expect(status.decision.stage == "off")
    #expect(status.troubles.filter { $0.key == "sensor.battery" }.count == 1)
    stage.rig.faults.heal(.deadSensor)
    try await stage.eventually("boards on again") { $0.decision.powered >= 1 && $0.troubles.isEmpty }
    try await stage.close()
  }

  @Test("Scenario 19: a pool that dies costs no accounting; mining comes back with it")
  func poolDies() async throws {
    let stage = try await SimulatedStage.open(["--speed", "60", "--start-full"])
    try await stage.eventually("shares") { $0.pool.accepted >= 5 }
    try await stage.pool.goDown()
    try await stage.eventually("the trouble") { $0.troubles.contains { $0.key == "pool" } }
    let during = await stage.controller.status()
    try await stage.pool.comeBack()
    try await stage.eventually("more shares") { $0.pool.accepted > during.pool.accepted + 5 }
    let after = await stage.controller.status()
    #expect(after.energy.loadWh > during.energy.loadWh)
    #expect(!after.troubles.contains { $0.key == "pool" })
    try await stage.close()
  }

  @Test("Scenario 15: a board that holds SDA is found by cutting boards one by one; the others mine again")
  func heldBus() async throws {
    let stage = try await SimulatedStage.open(["--speed", "60", "--start-full", "--boards", "3", "--battery", "300 Ah"])
    try await stage.eventually("shares of all") { $0.boards.allSatisfy { $0.accepted > 0 } }
    stage.rig.faults.inject(Fault(.dataHeld, target: 2))
    try await stage.eventually("the culprit is off") {
      $0.buses?.first?.isolated == ["s2"] && $0.buses?.first?.state == "free" && !$0.boards[1].powered
    }
    let then = await stage.controller.status().boards
    try await stage.eventually("the others' shares") {
      $0.boards[0].accepted > then[0].accepted && $0.boards[2].accepted > then[2].accepted
    }
    let status = await stage.controller.status()
    #expect(status.troubles.contains { $0.key == "bus.main.s2" })
    #expect(!status.troubles.contains { $0.key == "bus.main" })
    stage.rig.faults.heal(.dataHeld)
    let rescan = try #require(ControlCall(line: "{\"v\":1,\"op\":\"rescan\"}", peer: .own))
    _ = await stage.controller.answer(to: rescan)
    try await stage.eventually("its own shares") {
      $0.boards[1].accepted > then[1].accepted && $0.troubles.isEmpty
    }
    try await stage.close()
  }

  @Test("an unplugged board is told once and comes back; the others go on")
  func unplugged() async throws {
    let stage = try await SimulatedStage.open(["--speed", "300", "--start-full", "--boards", "2"])
    try await stage.eventually("shares of both") { $0.boards.allSatisfy { $0.accepted > 0 } }
    stage.rig.faults.inject(Fault(.deadBoard, target: 1))
    try await stage.eventually("the trouble") { $0.troubles.contains { $0.key == "board.b1" } }
    let other = await stage.controller.status().boards[1].accepted
    try await stage.eventually("the other's shares") { $0.boards[1].accepted > other }
    stage.rig.faults.heal(.deadBoard)
    let own = await stage.controller.status().boards[0].accepted
    try await stage.eventually("its own shares") { $0.boards[0].accepted > own }
    try await stage.close()
  }

  @Test("boards start without a word of trouble where every share is real")
  func quietStart() async throws {
    let stage = try await SimulatedStage.open(["--speed", "20", "--start-full"])
    try await stage.eventually("shares of all") { status in
      #expect(status.troubles.isEmpty, "\(status.troubles)")
      return status.boards.allSatisfy { $0.accepted > 0 }
    }
    try await stage.close()
  }

  @Test("the control socket answers with the same words")
  func socket() async throws {
    let stage = try await SimulatedStage.open(["--speed", "60", "--start-full"])
    let path = stage.socketPath
    let answer = try await blocking { try ControlClient(path: path).ask(ControlRequest(op: "status")) }
    let document = try #require(StatusDocument(json: answer))
    #expect(document.boards.count == 4)
    #expect(!StatusText(document).lines.isEmpty)
    let refusal = try await blocking { try ControlClient(path: path).ask(ControlRequest(op: "dance")) }
    #expect(refusal.contains("unknown_op"))
    try await stage.close()
  }
}
