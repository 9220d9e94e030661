import Agent
import ArgumentParser
import Units

/// `akkurat top`
struct TopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "Shows a running rig on one screen, live.",
    discussion: """
      Keys: q leaves, ? helps, the cursor keys and the wheel scroll through the boards. An agent that goes away is \
      waited for. Without a terminal it prints lines instead: each decision, order and trouble when it comes, and a \
      summary every minute. NO_COLOR is honoured. Exit codes: 0 left by key or signal, 69 no agent answers at the \
      start, 77 this user may not ask.
      """)

  @OptionGroup var agent: AgentLine

  @Flag(help: "Print the screen once and leave.")
  var once = false

  @Flag(help: "Print the status as JSON, one document a line; with --once one in several lines.")
  var json = false

  @Option(
    help: ArgumentHelp("How often it is told without a change: 1 s in a terminal, else 60 s.", valueName: "seconds"))
  var every: Double?

  func validate() throws {
    guard every.map({ (1...3600).contains($0) }) ?? true else {
      throw ValidationError("--every must be from 1 to 3600 seconds.")
    }
  }

  func run() async throws {
    if once { return try await printOnce() }
    guard Terminal.isThere, !json else {
      return try await TopLines(path: agent.socket, every: every ?? 60, json: json).run()
    }
    try await TopView(path: agent.socket, every: every ?? 1).run()
  }

  private func printOnce() async throws {
    let answer = try agent.ask(ControlRequest(op: "status"))
    guard let status = StatusDocument(json: answer) else { throw agent.notUnderstood(answer) }
    if json { return print(status.json(pretty: true)) }
    var model = TopModel(path: agent.socket)
    model.take(status, at: .zero)
    let lines = model.printed(width: Terminal.isThere ? Terminal.size.width : 80)
    print(lines.map { $0.encoded(inColour: Terminal.hasColour) }.joined(separator: "\n"))
  }
}
