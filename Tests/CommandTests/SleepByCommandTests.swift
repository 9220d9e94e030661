import Agent
import Simulator
import Testing
import Units

@testable import akkurat

/// A board of our firmware without a switch, on the simulated rig: what it truly draws.
@Suite("A board that only its sleep command switches, whole", .serialized)
struct SleepByCommandTests {
  /// What the board draws over two minutes of the world.
  func draw(_ stage: DemoStage) async throws -> Watts {
    let (begin, energy) = (stage.timebase.now, stage.rig.world.boards[0].energy)
    while stage.timebase.now - begin < .seconds(120) { try await Task.sleep(for: .milliseconds(10)) }
    let spent = stage.rig.world.boards[0].energy - energy
    return Watts(spent.value * 3600 / (stage.timebase.now - begin).inSeconds)
  }

  @Test("not wanted it sleeps, its supply stays; wanted again it mines; after the agent's end it sleeps")
  func sleeps() async throws {
    let stage = try await SimulatedStage.open(
      ["--speed", "60", "--start-full", "--boards", "1", "--battery", "300 Ah"],
      adjusting: {
        let board = $0.boards[0]
        $0.boards = [.akkurat(label: board.label, address: board.address)]
      })
    try await stage.eventually("shares") { $0.boards[0].accepted > 0 }
    // 72 mW while it hashes, 32 while it waits, 20 asleep. Its answers are held back, so it sleeps most of the time.
    #expect(try await draw(stage) > Watts(0.021))
    stage.rig.faults.inject(Fault(.deadSensor, target: 1))
    stage.rig.faults.inject(Fault(.deadSensor, target: 3))
    try await stage.eventually("nobody is wanted") { $0.decision.target == 0 }
    _ = try await draw(stage)
    #expect(try await draw(stage) < Watts(0.0203), "it sleeps")
    #expect(stage.rig.world.boards[0].powered && stage.rig.world.boards[0].counters.starts == 1, "its supply stays")
    stage.rig.faults.heal(.deadSensor)
    let before = await stage.controller.status().boards[0].accepted
    try await stage.eventually("shares again") { $0.boards[0].accepted > before }
    try await stage.close()
    _ = try await draw(stage)
    #expect(try await draw(stage) < Watts(0.0203), "and after the agent's end, too")
  }
}
