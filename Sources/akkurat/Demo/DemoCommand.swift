import Agent
import ArgumentParser
import Foundation
import Logging
import Simulator
import UnixSignals
import Units

/// `akkurat demo`
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs the real agent on a simulated rig: sun, battery, sensors, boards and a pool on this machine.",
    discussion: """
      The agent sees what it would see on a real rig: register bytes on an I²C bus, GPIO lines, TCP connections. Above \
      30 times the speed of the sun mining is sampled, because boards and TCP cannot go faster; the screen says so.
      """)

  @OptionGroup var options: DemoOptions

  func run() async throws {
    if let days = try options.historyDays() { return try fill(days: days) }
    var logger = Logger(label: "akkurat", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let stage = try await DemoStage.open(options, logger: logger)
    let view = DemoView(stage: stage, options: options, duration: try options.realDuration())
    try await stage.controller.start()
    let page = await stage.controller.openWeb()
    if options.web != nil, page == nil { StandardError.print("The page cannot be served: is the port taken?") }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { await view.show() }
      tasks.addTask {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
      }
      _ = try await tasks.next()
      tasks.cancelAll()
    }
    let summary = try await view.summary()
    await page?.close()
    try await stage.close()
    print(options.json ? summary.json(pretty: true) : summary.lines.joined(separator: "\n"))
  }

  private func fill(days: Int) throws {
    let path = (options.state ?? ".") + "/" + HistoryReader.fileName
    var year = YearOfHistory(boards: options.boards, seed: options.seed)
    do throws(HistoryError) {
      let store = try HistoryStore(path: path)
      try year.fill(store, days: days)
      try store.close()
    } catch {
      StandardError.print("\(error)")
      throw ExitCode.unavailable
    }
    let truth = year.truth
    print(
      "\(path) holds \(days) days of a simulated rig with \(options.boards) boards: the sun gave "
        + "\(truth.harvested.formatted(decimals: 1)), the boards took \(truth.boards.formatted(decimals: 1)).")
  }
}
