import Agent
import ArgumentParser

/// `akkurat status`
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Asks the running agent what it does and why.",
    discussion: "Exit codes: 0 it answered, 69 no agent answers, 77 this user may not ask.")

  @Option(help: "The agent's control socket.")
  var socket = ServiceSection().socket

  @Flag(help: "Print everything as JSON.")
  var json = false

  func run() throws {
    let answer: String
    do {
      answer = try ControlClient(path: socket).ask(ControlRequest(op: "status"))
    } catch {
      StandardError.print("\(error)")
      if case .notPermitted = error { throw ExitCode.noPermission }
      throw ExitCode.unavailable
    }
    guard let document = StatusDocument(json: answer) else {
      StandardError.print(
        "The agent's answer is not understood; are agent and command of one version? It said: \(answer)")
      throw ExitCode.unavailable
    }
    print(json ? document.json(pretty: true) : StatusText(document).lines.joined(separator: "\n"))
  }
}
