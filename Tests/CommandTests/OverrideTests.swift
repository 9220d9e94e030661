import Agent
import ArgumentParser
import Foundation
import Power
import Simulator
import Synchronization
import Testing
import Units

@testable import akkurat

/// Each order tried as a new user would, by the very commands, on the simulated rig.
@Suite("The owner's hand, whole", .serialized)
struct OverrideTests {
  /// A calendar that can be set wrong.
  final class ShiftedCalendar: CalendarClock {
    let shift = Mutex(Duration.zero)
    let world: SimulatedWorld

    init(_ world: SimulatedWorld) { self.world = world }

    var now: UnixTime? { world.calendar + shift.withLock { $0 } }
  }

  func open(
    _ arguments: [String], state: String? = nil, charge: Double? = nil, floor: Double? = nil,
    calendar: ((SimulatedWorld) -> any CalendarClock)? = nil
  ) async throws -> DemoStage {
    try await SimulatedStage.open(
      arguments + (state.map { ["--state", $0] } ?? []), calendar: calendar, zone: .utc
    ) {
      if let charge { $0.world.battery.startingCharge = StateOfCharge(charge) }
    } configuring: {
      if let floor { $0.protection.voltages.floor = Volts(floor) }
    }
  }

  /// Runs a command as the shell would, on a thread of its own, and returns its exit code.
  func run(_ words: String, on stage: DemoStage) async throws -> Int32 {
    let arguments = words.split(separator: " ").map(String.init) + ["--socket", stage.socketPath]
    return await withCheckedContinuation { done in
      Thread.detachNewThread {
        do {
          var command = try Akkurat.parseAsRoot(arguments)
          try command.run()
          done.resume(returning: 0)
        } catch let code as ExitCode {
          done.resume(returning: code.rawValue)
        } catch {
          done.resume(returning: Akkurat.exitCode(for: error).rawValue)
        }
      }
    }
  }

  /// The same for an order to run: sped up, a busy machine's sensors look stale for a moment.
  func insist(_ words: String, on stage: DemoStage) async throws -> Int32 {
    for _ in 0..<40 {
      let code = try await run(words, on: stage)
      guard code == 79 else { return code }
      try await Task.sleep(for: .milliseconds(250))
    }
    return 79
  }

  @Test("in daylight: fewer boards, one board off, a pause, all taken back; who and how long stand in the status")
  func daylight() async throws {
    // So large a battery is worth all boards, however unsure its charge.
    let stage = try await open(["--speed", "60", "--start-full", "--battery", "300 Ah"])
    try await stage.eventually("all boards") { $0.decision.powered == 4 }
    #expect(try await insist("override boards 1 --for 3h", on: stage) == 0)
    try await stage.eventually("one board") {
      $0.decision.powered == 1 && $0.decision.reason.contains("manual order")
    }
    let status = await stage.controller.status()
    let order = try #require(status.overrides.first)
    #expect(order.by == ControlPeer.own.name && order.from == "command" && order.acts && order.order == "boards 1")
    #expect(order.leftS.map { $0 <= 10800 } ?? false)
    #expect(StatusText(status).lines.contains { $0.contains("o1 boards 1, by \(order.by) (command), 2 h 5") })
    #expect(try await run("override board b1 off", on: stage) == 0)
    try await stage.eventually("another board") { $0.decision.powered == 1 && !$0.boards[0].powered }
    #expect(try await run("override pause --until cleared", on: stage) == 0)
    try await stage.eventually("the pause") { $0.decision.powered == 0 && $0.decision.reason.contains("paused") }
    #expect(try await run("override list", on: stage) == 0)
    #expect(try await run("override clear o2", on: stage) == 0)
    #expect(try await run("override clear o2", on: stage) == 64)
    #expect(try await run("override clear", on: stage) == 0)
    try await stage.eventually("all boards again") { $0.decision.powered == 4 && $0.overrides.isEmpty }
    #expect(try await run("override connections 2", on: stage) == 0)
    try await stage.eventually("two boards") {
      $0.decision.powered == 2 && $0.decision.reason.contains("2 connections")
    }
    #expect(try await run("override auto", on: stage) == 0)
    try await stage.eventually("the plan") { $0.decision.powered == 4 && $0.overrides.map(\.order) == ["auto"] }
    try await stage.close()
  }

  @Test("Scenario 11: at night an order runs boards against the plan, is named in every status, and ends by itself")
  func night() async throws {
    let stage = try await open(["--speed", "60"])
    try await stage.eventually("a decision on data") {
      $0.battery.stateOfCharge != nil && $0.decision.reason.contains("worth") && $0.decision.powered == 0
    }
    #expect(try await run("override board 2 on --dry-run", on: stage) == 64)
    #expect(try await insist("override board b2 on --for 5min --dry-run", on: stage) == 0)
    #expect(await stage.controller.status().overrides.isEmpty)
    #expect(try await insist("override board b2 on --for 5min", on: stage) == 0)
    try await stage.eventually("the board") { $0.boards.map(\.powered) == [false, true, false, false] }
    #expect(try await insist("override boost --for 5min", on: stage) == 0)
    try await stage.eventually("all boards") { status in
      #expect(!status.overrides.isEmpty)
      return status.decision.powered == 4
    }
    try await stage.eventually("the end") { $0.overrides.isEmpty && $0.decision.powered == 0 }
    try await stage.close()
  }

  @Test("Scenario 12: below the floor an order to run is refused with code 79 and no line changes; a pause is taken")
  func belowTheFloor() async throws {
    let stage = try await open(["--speed", "60"], floor: 13.4)
    try await stage.eventually("the floor") { $0.decision.stage == "off" && $0.decision.reason.contains("floor") }
    for words in ["boards 1", "board b1 on", "boost", "boost --dry-run"] {
      #expect(try await run("override \(words)", on: stage) == 79, "\(words)")
    }
    let status = await stage.controller.status()
    #expect(status.overrides.isEmpty && status.decision.powered == 0)
    #expect(stage.rig.world.boards.allSatisfy { !$0.powered })
    #expect(try await run("override pause", on: stage) == 0)
    try await stage.close()
  }

  @Test("Scenario 11: an order to run ends at the floor and does not come back with the sun")
  func endsAtTheFloor() async throws {
    let stage = try await open(["--speed", "60", "--battery", "1 Ah"], charge: 0.2, floor: 12.6)
    try await stage.eventually("a battery above the floor") { $0.decision.stage != "off" }
    #expect(try await insist("override boost --for 24h", on: stage) == 0)
    #expect(try await run("override connections 3 --for 24h", on: stage) == 0)
    try await stage.eventually("the end of the order") { $0.overrides.map(\.order) == ["connections 3"] }
    #expect(await stage.controller.status().decision.powered == 0)
    try await stage.close()
  }

  @Test("Scenario 21: a clock that steps by years leaves an order its remaining time")
  func clockSteps() async throws {
    let clock = Mutex<ShiftedCalendar?>(nil)
    let stage = try await open(["--speed", "60", "--start-full"]) { world in
      let calendar = ShiftedCalendar(world)
      clock.withLock { $0 = calendar }
      return calendar
    }
    try await stage.eventually("all boards") { $0.decision.powered == 4 }
    #expect(try await insist("override boards 1 --for 4h", on: stage) == 0)
    #expect(try await run("override board b4 off --until 23:00", on: stage) == 0)
    for years in [10.0, -20, 12] {
      clock.withLock { $0 }?.shift.withLock { $0 += .hours(24 * 365.25 * years) }
      let before = await stage.controller.status()
      try await stage.eventually("some cycles") { $0.uptimeS > before.uptimeS + 60 }
      let after = await stage.controller.status()
      #expect(after.overrides.map(\.id) == ["o1", "o2"])
      for (old, new) in zip(before.overrides, after.overrides) {
        let passed = (old.leftS ?? .nan) - (new.leftS ?? .nan)
        // Sped up, the two clocks are read some seconds of the simulation apart.
        #expect(abs(passed - (after.uptimeS - before.uptimeS)) < 900)
      }
    }
    try await stage.close()
  }

  @Test("orders survive a restart, and so does who gave them")
  func restart() async throws {
    let state = FileManager.default.temporaryDirectory.appending(path: "akkurat-orders-\(UUID())").path()
    let first = try await open(["--speed", "60", "--start-full"], state: state)
    try await first.eventually("all boards") { $0.decision.powered == 4 }
    #expect(try await insist("override boards 2 --for 6h", on: first) == 0)
    #expect(try await run("override board b1 off --until cleared", on: first) == 0)
    let before = await first.controller.status().overrides
    try await first.close()
    let second = try await open(["--speed", "60", "--start-full"], state: state)
    let after = await second.controller.status().overrides
    #expect(after.map(\.order) == before.map(\.order) && after.map(\.by) == before.map(\.by))
    #expect((after[0].leftS ?? .infinity) <= (before[0].leftS ?? 0) && after[1].leftS == nil)
    try await second.eventually("two others") { $0.boards.map(\.powered) == [false, true, true, false] }
    try await second.close()
    try FileManager.default.removeItem(atPath: state)
  }

  @Test("a watcher hears of a change without asking")
  func watching() async throws {
    let stage = try await open(["--speed", "60", "--start-full"])
    let path = stage.socketPath
    let (lines, told) = AsyncThrowingStream<Int, any Error>.makeStream()
    Thread.detachNewThread {
      var count = 0
      do {
        try ControlClient(path: path).follow(WatchRequest(), patience: .seconds(60)) { line in
          count += 1
          return !(StatusDocument(json: line)?.overrides.contains { $0.order == "pause" } ?? false)
        }
        told.yield(count)
        told.finish()
      } catch {
        told.finish(throwing: error)
      }
    }
    try await stage.eventually("boards") { $0.decision.powered > 0 }
    #expect(try await run("override pause", on: stage) == 0)
    for try await count in lines { #expect(count > 1) }
    try await stage.close()
  }

  @Test("wrong usage says so with code 64, no agent with 69")
  func usage() async throws {
    let stage = try await open(["--speed", "60", "--start-full"])
    for words in [
      "boards", "boards 9 --dry-run", "board b1", "board b1 maybe", "boost --for 3", "boost --for 2h --until 18:00",
      "boost --until cleared", "pause --until 26:00", "clear x",
    ] {
      #expect(try await run("override \(words)", on: stage) == 64, "\(words)")
    }
    let path = stage.socketPath
    try await stage.close()
    #expect(throws: ExitCode.unavailable) {
      var command = try Akkurat.parseAsRoot(["override", "list", "--socket", path])
      try command.run()
    }
  }
}
