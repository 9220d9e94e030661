import Agent
import ArgumentParser

/// `akkurat events`
struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Asks the running agent what happened lately.",
    discussion: """
      Decisions with their reasons, troubles, orders, reloads, the pool's state: the newest last. The agent keeps 256 of \
      them in memory, with or without history. Exit codes: 0 it answered, 69 no agent answers, 77 this user may not ask.
      """)

  @OptionGroup var agent: AgentLine

  @Option(name: [.customShort("n"), .customLong("count")], help: "How many, 1 to 256.")
  var count = 20

  @Flag(help: "Print the events as JSON.")
  var json = false

  func validate() throws {
    guard (1...256).contains(count) else { throw ValidationError("-n must be from 1 to 256.") }
  }

  func run() throws {
    let line = try agent.ask(EventsRequest(count))
    guard let document = EventsDocument(json: line) else { throw agent.notUnderstood(line) }
    print(json ? document.json(pretty: true) : document.events.map(\.line).joined(separator: "\n"))
  }
}
