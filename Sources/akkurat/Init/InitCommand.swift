import Agent
import ArgumentParser
import Bus
import Foundation

/// `akkurat init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a first configuration: looks who is on the bus, asks the rest, checks the result.",
    discussion: """
      At a terminal it asks for what no flag tells; without one the flags and the defaults make the file. The bus is read \
      at every address; addresses of measuring chips (0x40 to 0x4F) and of possible boards are also asked what they are. \
      A file that exists is never overwritten. Exit codes: 64 wrong usage, 73 the file exists or cannot be written, 75 an \
      agent runs, 78 what was told makes no rig (nothing is written).
      """)

  @Option(help: "The file to make; - prints it.")
  var output = "rig.yaml"

  @OptionGroup var flags: InitFlags

  func run() throws { try run(questions: .terminal) }

  /// With somebody to ask.
  func run(questions: OwnerQuestions) throws {
    guard output == "-" || !FileManager.default.fileExists(atPath: output) else {
      StandardError.print("\(output) exists and stays as it is; name another file with --output.")
      throw ExitCode.cannotCreate
    }
    let found = flags.noScan ? nil : try look()
    let draft = try InitDraft(flags, questions, found: found, thermometers: Self.thermometers()).draft
    let text = draft.text
    try check(text)
    guard output != "-" else { return print(text, terminator: "") }
    try write(text)
    print("\(output) is made and checked. Look it over, then: akkurat check --config \(output)")
    if draft.boards.isEmpty { print("No board is in it yet: akkurat scan finds boards that are powered.") }
    if !draft.boards.isEmpty, draft.boards.contains(where: { $0.line == nil }) {
      print("Boards without a line are always fed: when the battery is low only their work stops, not their draw.")
    }
  }

  private func look() throws -> InitBusLook? {
    try AgentAbsence.require(on: ServiceSection().socket)
    let path = flags.bus ?? RigDraft().bus
    do {
      let look = try InitBusLook(try LinuxI2CBus(path: path), drivers: I2CAdapter(path: path).drivers)
      StandardError.print(look.lines.isEmpty ? "Nobody answers on \(path)." : "On \(path):")
      for line in look.lines { StandardError.print(line) }
      return look
    } catch {
      StandardError.print("\(error) Going on without a scan.")
      return nil
    }
  }

  private static func thermometers() -> [String] {
    let folder = "/sys/bus/w1/devices"
    let families = ["10-", "22-", "28-", "3b-", "42-"]
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .filter { name in families.contains { name.hasPrefix($0) } }.map { "\(folder)/\($0)/temperature" }
  }

  /// The same judgement as `akkurat check`, before a byte is written.
  private func check(_ text: String) throws {
    do {
      _ = try AgentConfiguration(parsing: text, file: output, program: Version.pool)
    } catch {
      for problem in error.problems { StandardError.print(problem.message) }
      StandardError.print("Nothing was written; tell what is missing by flags (akkurat help init).")
      throw ExitCode.configuration
    }
  }

  /// For the owner's eyes: it may hold a mining key.
  private func write(_ text: String) throws {
    let descriptor = open(output, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      StandardError.print("\(output) cannot be made: \(String(cString: strerror(errno))).")
      throw ExitCode.cannotCreate
    }
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: Data(text.utf8))
  }
}
