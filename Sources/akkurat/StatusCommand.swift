import Agent
import ArgumentParser

/// `akkurat status`
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Asks the running agent what it does and why.",
    discussion: """
      With --watch it goes on: a status at each change of what is decided, ordered, switched or broken, until the agent \
      stops or Ctrl-C. Exit codes: 0 it answered, 69 no agent answers, 77 this user may not ask.
      """)

  @OptionGroup var agent: AgentLine

  @Flag(help: "Print everything as JSON; with --watch one document a line.")
  var json = false

  @Flag(help: "Go on and print a status at each change.")
  var watch = false

  @Option(help: ArgumentHelp("With --watch: also after so many seconds without a change.", valueName: "seconds"))
  var every: Double?

  func validate() throws {
    guard every == nil || watch else { throw ValidationError("--every goes with --watch.") }
    guard every.map({ (1...86400).contains($0) }) ?? true else {
      throw ValidationError("--every must be from 1 to 86400 seconds.")
    }
  }

  func run() throws {
    guard watch else { return print(try text(of: agent.ask(ControlRequest(op: "status")))) }
    var output = LineOutput(flushing: true)
    try agent.follow(WatchRequest(every: every)) { line in
      output.write(json ? line : try text(of: line) + "\n")
    }
  }

  private func text(of answer: String) throws -> String {
    guard let document = StatusDocument(json: answer) else { throw agent.notUnderstood(answer) }
    return json ? document.json(pretty: true) : StatusText(document).lines.joined(separator: "\n")
  }
}
