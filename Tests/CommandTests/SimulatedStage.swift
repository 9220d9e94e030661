import Agent
import ArgumentParser
import Logging
import Simulator
import Testing
import Units

@testable import akkurat

/// The real agent on the simulated rig, for tests of whole commands.
enum SimulatedStage {
  /// Starts it.
  static func open(
    _ arguments: [String], calendar: ((SimulatedWorld) -> any CalendarClock)? = nil, zone: LocalZone = .system,
    adjusting: (inout Simulator.RigDescription) -> Void = { _ in },
    configuring: (inout AgentConfiguration) -> Void = { _ in }
  ) async throws -> DemoStage {
    let options = try DemoOptions.parse(arguments)
    var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let stage = try await DemoStage.open(
      options, logger: logger, calendar: calendar, zone: zone, adjusting: adjusting, configuring: configuring)
    try await stage.controller.start()
    return stage
  }
}

extension DemoStage {
  /// Waits until something is so, for a minute at most.
  func eventually(
    _ what: Comment, _ condition: @escaping @Sendable (StatusDocument) async throws -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if try await condition(await controller.status()) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("\(what) did not happen; \(await controller.status().json())")
  }
}
