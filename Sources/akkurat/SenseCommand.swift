import Agent
import ArgumentParser
import Foundation
import Units

/// `akkurat sense`
struct SenseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sense",
    abstract: "Shows what every sensor says now, how old it is and whether it may be used.",
    discussion: """
      While an agent runs, its readings are shown and the sensors are left alone. Else the sensors are opened, and \
      nothing but them. Exit codes: 0 the battery's voltage is known, 1 it is not, 66 the configuration cannot be read, \
      69 the agent does not answer, 77 not permitted, 78 the configuration is wrong.
      """)

  @OptionGroup var file: ConfigurationFile

  @Flag(help: "Go on until interrupted.")
  var watch = false

  @Flag(help: "Print JSON; with --watch one line each time.")
  var json = false

  func run() async throws {
    let configuration = try file.load()
    let source = try SenseSource(configuration)
    var session = source == .sensors ? Self.session(configuration) : nil
    var document = try await Self.document(&session, configuration, isFirst: true)
    show(document)
    while watch {
      try await Task.sleep(for: configuration.service.cycle)
      document = try await Self.document(&session, configuration, isFirst: false)
      show(document)
    }
    if !document.hasBatteryVoltage { throw ExitCode.failure }
  }

  private static func session(_ configuration: AgentConfiguration) -> SenseSession {
    SenseSession(configuration, on: LinuxHardware(), timebase: SystemTimebase())
  }

  private static func document(
    _ session: inout SenseSession?, _ configuration: AgentConfiguration, isFirst: Bool
  ) async throws -> SenseDocument {
    guard var open = session else { return try SenseSource.ask(configuration) }
    defer { session = open }
    guard isFirst else { return SenseDocument(await open.sample()) }
    return SenseDocument(try await open.firstRows { try await Task.sleep(for: $0) })
  }

  private func show(_ document: SenseDocument) {
    // Into a pipe, too, whoever reads it wants each document when it is told.
    defer { fflush(nil) }
    if json { return print(document.json(pretty: !watch)) }
    let head = document.readBy == .agent ? ["As the running agent reads them:"] : []
    // At a terminal each picture takes the place of the one before.
    if watch, isatty(STDOUT_FILENO) == 1 { print("\u{1B}[H\u{1B}[J", terminator: "") }
    print((head + document.lines + (watch ? [""] : [])).joined(separator: "\n"))
  }
}
