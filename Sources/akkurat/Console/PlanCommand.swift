import Agent
import ArgumentParser

/// `akkurat plan`
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Asks the running agent what it intends for the next 24 hours.",
    discussion: """
      An hour a line: the panel's expected power with the range that holds four hours of five, the boards that would run \
      (plan, orders and schedules), and the battery's charge at the hour's begin. Exit codes: 0 it answered, 69 no agent \
      answers, 77 this user may not ask.
      """)

  @OptionGroup var agent: AgentLine

  @Flag(help: "Print the plan as JSON.")
  var json = false

  func run() throws {
    let line = try agent.ask(ControlRequest(op: "plan"))
    guard let document = PlanDocument(json: line) else { throw agent.notUnderstood(line) }
    print(json ? document.json(pretty: true) : PlanText(document).lines.joined(separator: "\n"))
  }
}
