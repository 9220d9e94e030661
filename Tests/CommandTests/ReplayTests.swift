import ArgumentParser
import Logging
import Power
import Simulator
import Synchronization
import Testing
import Units

@testable import Agent
@testable import akkurat

/// A decision rests on its snapshot alone: whoever replays the snapshots of a run gets its decisions, whatever the
/// clock's speed was.
@Suite("The same decisions from the same readings", .serialized)
struct ReplayTests {
  @Test("at every speed of the clock", arguments: [1.0, 60, 900])
  func replay(speed: Double) async throws {
    let options = try DemoOptions.parse(["--speed", "\(speed)", "--start-full"])
    let stage = try await DemoStage.open(options, logger: Logger(label: "", factory: { _ in SwiftLogNoOpLogHandler() }))
    let box = Box()
    await stage.controller.setWitness { snapshot, decision in box.note(snapshot, decision) }
    try await stage.controller.start()
    try await Task.sleep(for: .seconds(speed == 1 ? 6 : 3))
    // A busy machine makes fewer cycles.
    let patience = ContinuousClock.now + .seconds(60)
    while box.all.count < 4, ContinuousClock.now < patience { try await Task.sleep(for: .milliseconds(100)) }
    let settings = await stage.controller.configuration.protection
    try await stage.close()

    let governor = Governor(settings: settings)
    var state = GovernorState()
    let seen = box.all
    #expect(seen.count >= 4)
    for (snapshot, decision) in seen {
      let (again, next) = governor.decide(snapshot, state)
      #expect(again == decision)
      state = next
    }
  }

  /// A place for a closure to write to.
  private final class Box: Sendable {
    private let record = Mutex<[(GovernorSnapshot, Decision)]>([])

    func note(_ snapshot: GovernorSnapshot, _ decision: Decision) {
      record.withLock { $0.append((snapshot, decision)) }
    }
    var all: [(GovernorSnapshot, Decision)] { record.withLock { $0 } }
  }
}
