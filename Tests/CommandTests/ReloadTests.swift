import Agent
import ArgumentParser
import Foundation
import Simulator
import Testing
import Units

@testable import akkurat

/// A running rig is given another configuration by the very command.
@Suite("Reload, whole", .serialized)
struct ReloadTests {
  let hand = OverrideTests()

  /// The demonstration's own file, with changes.
  func file(of stage: DemoStage, _ change: (String) -> String) throws -> String {
    let options = try DemoOptions.parse([])
    var description = Simulator.RigDescription.demonstration(boards: 4, sun: try options.sun(), seed: 1)
    description.world.battery.capacity = try options.capacity()
    let folder = (stage.socketPath as NSString).deletingLastPathComponent
    let yaml = DemoConfiguration.yaml(
      for: description, poolPort: stage.pool.port, service: stage.web.address, stateDirectory: folder)
    let path = folder + "/rig.yaml"
    try change(yaml).write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test(
    "Scenario 25: a bad file changes nothing; thresholds and schedules of a good one hold at once, orders stay above")
  func reload() async throws {
    let stage = try await hand.open(["--speed", "60", "--start-full"])
    let path = try file(of: stage) { $0 }
    stage.controller.desk.offer(
      ReloadOperation(of: stage.controller, by: ConfigurationLoader(path: path, program: Version.pool)))
    try await stage.eventually("all boards") { $0.decision.powered == 4 }
    #expect(try await hand.run("reload", on: stage) == 0)
    _ = try file(of: stage) { $0.replacing("min_on: \"2 min\"", with: "floor: \"13 V\", resume: \"12 V\"") }
    #expect(try await hand.run("reload", on: stage) == 78)
    _ = try file(of: stage) { $0.replacing("dialect: classic,", with: "dialect: quantum,") }
    #expect(try await hand.run("reload", on: stage) == 78)
    #expect(await stage.controller.status().decision.powered == 4)

    _ = try file(of: stage) { $0 + "\nschedules: [{name: quiet, do: pause}]" }
    #expect(try await hand.run("reload", on: stage) == 0)
    try await stage.eventually("the schedule") {
      $0.decision.powered == 0 && $0.decision.reason.contains("schedule") && $0.schedule?.rules == ["quiet"]
    }
    #expect(try await hand.insist("override boards 1", on: stage) == 0)
    try await stage.eventually("the order above it") {
      $0.decision.powered == 1 && $0.schedule?.overruled == true
    }
    _ = try file(of: stage) {
      $0.replacing("min_on: \"2 min\"", with: "floor: \"14 V\", resume: \"14.5 V\", full: \"14.6 V\"")
    }
    #expect(try await hand.run("reload --json", on: stage) == 0)
    try await stage.eventually("the new floor, and the end of the order") {
      $0.decision.powered == 0 && $0.decision.reason.contains("14") && $0.overrides.isEmpty && $0.schedule == nil
    }
    try await stage.close()
  }

  @Test("what needs a restart is named and does not change the rig")
  func needsRestart() async throws {
    let stage = try await hand.open(["--speed", "60", "--start-full"])
    let path = try file(of: stage) {
      $0.replacing("user: sun", with: "user: moon").replacing("min_off: \"1 min\"", with: "min_off: \"3 min\"")
    }
    let answer = try await stage.controller.reload(
      by: ConfigurationLoader(path: path, program: Version.pool), who: "test")
    #expect(answer.applied == ["protection.min_off"] && answer.needsRestart == ["pool.user"])
    let again = try await stage.controller.reload(
      by: ConfigurationLoader(path: path, program: Version.pool), who: "test")
    #expect(again.applied.isEmpty && again.needsRestart == ["pool.user"])
    try await stage.close()
  }
}
