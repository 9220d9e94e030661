import Agent
import Bus
import Foundation
import Logging
import Mining
import NIOCore
import NIOPosix
import Simulator
import Units

/// The whole demonstration: a simulated world, a simulated pool on loopback TCP and the real agent between them.
struct DemoStage: Sendable {
  /// Boards and TCP keep up with mining at this speed; beyond it the demonstration samples mining.
  static let fastestMining = 30.0

  let rig: SimulatedRig
  let pool: SimulatedPool
  let web: SimulatedWebService
  let controller: Controller
  let timebase: ScaledTimebase
  let group: MultiThreadedEventLoopGroup
  private let socket: ControlSocket
  private let stateDirectory: String
  private let isTemporary: Bool

  /// How much slower than the sun mining runs; 1 when every share is real.
  let stretch: Double

  /// Builds the world and starts the agent in it.
  ///
  /// - Parameters:
  ///   - adjusting: changes the rig before it is built.
  ///   - configuring: changes what the agent is told of it.
  ///   - calendar: makes the agent's calendar; nil: the world's own.
  static func open(
    _ options: DemoOptions, logger: Logger,
    calendar: ((SimulatedWorld) -> any CalendarClock)? = nil, zone: LocalZone = .system,
    adjusting: (inout Simulator.RigDescription) -> Void = { _ in },
    configuring: (inout AgentConfiguration) -> Void = { _ in }
  ) async throws -> DemoStage {
    let timebase = ScaledTimebase(speed: options.speed)
    let stretch = max(1, options.speed / fastestMining)
    let mining = ScaledTimebase(speed: options.speed / stretch)
    var description = Simulator.RigDescription.demonstration(
      boards: options.boards, sun: try options.sun(), seed: options.seed)
    description.faults = try options.faults()
    description.world.battery.capacity = try options.capacity()
    description.searchStretch = stretch
    // A wire that takes time without holding up its caller would put the chips ahead of the agent's clock, and answers
    // would be asked for before they can be ready. Here transactions take no time; wires are for Benchmarks/.
    description.busClock = Hertz(1e9)
    if options.startFull { Self.startFull(&description) }
    adjusting(&description)
    let rig = SimulatedRig(description, timebase: timebase)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let pool = try await SimulatedPool.start(on: group.next(), timebase: mining, seed: options.seed)
    let web = try await SimulatedWebService.start(
      poolPort: pool.port, keys: [DemoConfiguration.user: nil], pool: pool, on: group.next())
    let state = options.state ?? Self.temporaryDirectory
    let yaml = DemoConfiguration.yaml(
      for: description, poolPort: pool.port, service: web.address, stateDirectory: state, web: options.web)
    var configuration = try AgentConfiguration(parsing: yaml, file: "demo.yaml", program: Version.pool)
    configuring(&configuration)
    let surroundings = Surroundings(
      hardware: SimulatedHardware(rig: rig), timebase: timebase, miningTimebase: mining,
      calendar: calendar?(rig.world) ?? SimulatedCalendar(world: rig.world), zone: zone, eventLoop: group.next(),
      nodes: .fixed(configuration.pool.nodes), logger: logger, seed: options.seed)
    let controller = Controller(configuration, in: surroundings)
    let socket = try await ControlSocket.open(
      at: configuration.service.socket, on: group, responder: controller)
    return DemoStage(
      rig: rig, pool: pool, web: web, controller: controller, timebase: timebase, group: group, socket: socket,
      stateDirectory: state, isTemporary: options.state == nil, stretch: stretch)
  }

  private static var temporaryDirectory: String {
    FileManager.default.temporaryDirectory.appending(path: "akkurat-demo-\(UUID().uuidString.prefix(8))").path()
  }

  private static func startFull(_ description: inout Simulator.RigDescription) {
    description.world.start = description.world.startTime + .hours(10)
    description.world.battery.startingCharge = StateOfCharge(0.97)
  }

  /// Where `akkurat status --socket` finds this demonstration.
  var socketPath: String { "\(stateDirectory)/akkurat.sock" }

  /// Book and truth as close together as can be.
  func moment() async -> DemoSummary.Moment {
    DemoSummary.Moment(status: await controller.status(), truth: rig.world.energy)
  }

  /// Stops everything and removes what was written, unless it was given a place.
  func close() async throws {
    await controller.stop()
    await socket.close()
    try await web.stop()
    try await pool.stop()
    try await group.shutdownGracefully()
    if isTemporary { try? FileManager.default.removeItem(atPath: stateDirectory) }
  }
}
