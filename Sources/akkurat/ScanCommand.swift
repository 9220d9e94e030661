import Agent
import ArgumentParser
import Bus
import Foundation
import Mining

/// `akkurat scan`
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Looks who is on an I²C bus, without disturbing anybody.",
    discussion: """
      Every address is probed with one-byte reads. Only addresses that the configuration calls boards, or that --probe \
      names, are asked what they speak and who they are, which takes a write: a write meant for a board would switch the \
      outputs of an expander. Configured sensors, and those that --probe names in 0x40 to 0x4F, are asked which \
      measuring chip they are. Addresses held by a kernel driver are left alone. Exit codes: 69 the bus is not \
      available, 75 an agent is using it, 77 not permitted.
      """)

  @Option(help: "The bus's device file; with --config its first bus is the default.")
  var bus: String?

  @Option(help: "A rig's configuration: names what is found and says who is missing.")
  var config: String?

  @Option(help: "An address to ask what it speaks, decimal or 0x…; may be given several times.")
  var probe: [String] = []

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let rig = try config.map { path in
      var file = ConfigurationFile()
      file.config = path
      return try file.load()
    }
    let path = bus ?? rig?.buses.first?.path ?? "/dev/i2c-1"
    if let rig { try refuseInUse(rig) }
    let report = try ScanReport(
      path: path, wire: open(path), rig: rig, asking: try addresses(), drivers: I2CAdapter(path: path).drivers)
    print(json ? report.json(pretty: true) : report.lines.joined(separator: "\n"))
  }

  /// A read eats a byte of an answer that a `stream` board holds for the agent.
  private func refuseInUse(_ rig: AgentConfiguration) throws {
    guard (try? ControlClient(path: rig.service.socket).ask(ControlRequest(op: "status"))) != nil else { return }
    StandardError.print("An agent is using this bus; ask it with \"akkurat status\", or stop it before a scan.")
    throw ExitCode.temporaryFailure
  }

  private func open(_ path: String) throws -> any I2CBus {
    do {
      return try LinuxI2CBus(path: path)
    } catch {
      StandardError.print("\(error)")
      if case .cannotOpen(_, EACCES, _) = error { throw ExitCode.noPermission }
      throw ExitCode.unavailable
    }
  }

  private func addresses() throws -> Set<I2CAddress> {
    Set(
      try probe.map { text in
        let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
        guard let number, I2CAddress.usable.contains(number), let address = I2CAddress(number) else {
          throw ValidationError("--probe: \"\(text)\" is not an address from 8 (0x08) to 119 (0x77).")
        }
        return address
      })
  }
}
