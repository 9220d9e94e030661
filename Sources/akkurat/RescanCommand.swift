import Agent
import ArgumentParser
import Foundation

/// `akkurat rescan`
struct RescanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescan",
    abstract: "Lets a running agent look at its buses anew, without a restart.",
    discussion: """
      For after you have changed something: boards that were given up are asked again now, those in quarantine are \
      released, a switch that was kept off because it blocks its bus gets its trial. Addresses where somebody answers \
      and nobody is configured are printed. Exit codes: 0 it answered, 69 no agent answers, 77 this user \
      may not ask.
      """)

  @Option(help: "The agent's control socket.")
  var socket = ServiceSection().socket

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let text: String
    do {
      text = try ControlClient(path: socket).ask(ControlRequest(op: "rescan"))
    } catch {
      StandardError.print("\(error)")
      if case .notPermitted = error { throw ExitCode.noPermission }
      throw ExitCode.unavailable
    }
    guard let document = RescanDocument(json: text) else {
      StandardError.print("The agent answered something else: \(text)")
      throw ExitCode.unavailable
    }
    if json { return print(document.json()) }
    for bus in document.buses {
      let places = bus.strangers.map { "\($0) (0x\(String($0, radix: 16)))" }.joined(separator: ", ")
      print("Bus \(bus.name): \(bus.strangers.isEmpty ? "nobody unknown" : "unknown at \(places)").")
    }
  }
}
