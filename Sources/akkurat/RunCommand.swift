import Agent
import ArgumentParser
import Foundation
import Logging
import Mining
import NIOCore
import NIOPosix
import UnixSignals
import Units

/// `akkurat run`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs the rig until it is told to stop.",
    discussion: """
      SIGTERM or SIGINT ends it: boards are switched off, connections closed, exit code 0. SIGHUP reads the \
      configuration again ("akkurat reload"). The log goes to standard \
      error. Exit codes: 66 the configuration cannot be read, 69 a bus, line or socket is not available, 78 the \
      configuration is wrong.
      """)

  @OptionGroup var file: ConfigurationFile

  @Flag(help: "Never power the host down: only say what would be done. Boards are switched as always.")
  var dryRun = false

  func run() async throws {
    var configuration = try file.load()
    if dryRun { configuration.host?.isDryRun = true }
    var logger = Logger(label: "akkurat", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = Logger.Level(rawValue: configuration.service.logLevel.rawValue) ?? .info
    if !configuration.switches.isEmpty, let warning = LineRelease.warning {
      logger.warning("lines keep their level", metadata: ["what": "\(warning)"])
    }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let timebase = SystemTimebase()
    let surroundings = Surroundings(
      hardware: LinuxHardware(), timebase: timebase, calendar: SystemCalendar(), boot: BootName.current,
      eventLoop: group.next(),
      nodes: PoolEntry.nodes(for: configuration, on: group, timebase: timebase, logger: logger), host: SystemHost(),
      logger: logger,
      seed: .random(in: 0 ... .max))
    let controller = Controller(configuration, in: surroundings)
    let loader = ConfigurationLoader(path: file.config, program: Version.pool)
    controller.desk.offer(ReloadOperation(of: controller, by: loader))
    do {
      let socket = try await ControlSocket.open(
        at: configuration.service.socket, owners: configuration.service.group, on: group, responder: controller)
      try await controller.start()
      let doors = try await OwnerDoors.open(configuration, for: controller, loader: loader, on: group)
      let page = await controller.openWeb()
      await PoolEntry.check(configuration, on: group, timebase: timebase, for: controller)
      for await signal in await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup) {
        guard signal == .sighup else { break }
        _ = try? await controller.reload(by: loader, who: "SIGHUP")
      }
      await doors.close()
      await page?.close()
      await controller.stop()
      await socket.close()
    } catch let error as WebREPLError {
      await controller.stop()
      try fail("\(error)")
    } catch let error as StartError {
      await controller.stop()
      try fail("\(error)")
    } catch let error as ControlSocketError {
      try fail("\(error)")
    }
    try await group.shutdownGracefully()
  }

  private func fail(_ message: String) throws -> Never {
    StandardError.print(message)
    throw ExitCode.unavailable
  }
}
