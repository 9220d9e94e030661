import Agent
import ArgumentParser

/// `akkurat reload`
struct ReloadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Lets the running agent read its configuration again.",
    discussion: """
      Thresholds and times of protection, schedules and service.cycle change at once, without a switch being touched. \
      What else differs is named and waits for a restart. A bad file is refused with line and reason and the old one \
      stays. SIGHUP does the same and tells it in the log. Exit codes: 0 taken, 66 the file cannot be read, 69 no agent \
      answers, 77 this user may not ask, 78 the file is wrong.
      """)

  @OptionGroup var agent: AgentLine

  @Flag(help: "Print the answer as JSON.")
  var json = false

  func run() throws {
    let line = try agent.ask(ControlRequest(op: "reload"))
    guard let answer = ReloadAnswer(json: line) else { throw agent.notUnderstood(line) }
    print(json ? answer.json() : answer.lines.joined(separator: "\n"))
  }
}
