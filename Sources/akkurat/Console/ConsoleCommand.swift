import Agent
import ArgumentParser
import Foundation
import Glibc

/// `akkurat console`
struct ConsoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console",
    abstract: "The rig console: digits, then one letter, at once.",
    discussion: """
      For owners who know the letters of the original: 3N runs three boards, p tells power and why, P the plan, o the \
      overview, ? all letters; x leaves. Orders end by themselves and yield to the safety floor. It works over a pipe, too: \
      printf 'po' | akkurat console. Letters: doc/console.md. Exit codes: 0 left, 69 no agent answers, 77 this user may not ask.
      """)

  @OptionGroup var agent: AgentLine

  func run() throws {
    let client = ControlClient(path: agent.socket)
    _ = try agent.ask(ControlRequest(op: "status"))
    let terminal = RawTerminal()
    defer { terminal.restore() }
    var interpreter = ConsoleInterpreter(face: "console")
    terminal.show(interpreter.greeting)
    while let bytes = terminal.read(waiting: interpreter.isLive ? 2000 : -1) {
      var actions = bytes.isEmpty ? interpreter.tick().map { [ConsoleAction.ask($0)] } ?? [] : []
      for byte in bytes.prefix(ConsoleSession.longestFeed) {
        actions += interpreter.take(byte)
        guard try perform(&actions, &interpreter, client, terminal) else { return terminal.show("\r\n") }
      }
      guard try perform(&actions, &interpreter, client, terminal) else { return terminal.show("\r\n") }
    }
    terminal.show("\r\n")
  }

  /// Does what the console wants; false when the owner leaves.
  private func perform(
    _ actions: inout [ConsoleAction], _ interpreter: inout ConsoleInterpreter, _ client: ControlClient,
    _ terminal: RawTerminal
  ) throws -> Bool {
    while !actions.isEmpty {
      switch actions.removeFirst() {
      case .show(let text): terminal.show(text)
      case .leave: return false
      case .ask(let request):
        do {
          let answer = try client.ask(line: request.line)
          actions = interpreter.answer(answer, to: request) + actions
        } catch let failure as ControlClient.Failure {
          terminal.restore()
          StandardError.print("\(failure)")
          if case .notPermitted = failure { throw ExitCode.noPermission }
          throw ExitCode.unavailable
        }
      }
    }
    return true
  }
}
