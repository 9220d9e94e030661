import Agent
import ArgumentParser
import Units

/// What every order may be given with.
struct OrderOptions: ParsableArguments {
  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long it stands, such as 90min or 2h; 2 h without other words.", valueName: "span"))
  var length: String?

  @Option(
    help: ArgumentHelp(
      "Until when: 18:00 on the rig's clock, 2026-03-01T18:00:00Z, or \"cleared\" for orders that only restrict.",
      valueName: "time"))
  var until: String?

  @Flag(help: "Change nothing; say what would happen.")
  var dryRun = false

  @Flag(help: "Print the answer as JSON.")
  var json = false

  @OptionGroup var agent: AgentLine

  func validate() throws {
    guard length == nil || until == nil else { throw ValidationError("Only one of --for and --until may be given.") }
    _ = try span()
  }

  private func span() throws -> Span? {
    do {
      return try length.map { try Span(parsing: $0) }
    } catch {
      throw ValidationError("--for: \(error)")
    }
  }

  /// Hands the order to the agent and prints what came of it.
  func give(_ order: OverrideOrder) throws {
    var call = OverrideCall(.set, order: order)
    call.forS = try span()?.value
    call.untilCleared = until == "cleared" ? true : nil
    call.until = until == "cleared" ? nil : until
    call.dryRun = dryRun ? true : nil
    let answer = try Self.answer(to: call, from: agent)
    print(json ? answer.json(pretty: true) : OrderText(answer).lines.joined(separator: "\n"))
  }

  /// Asks the agent about orders.
  static func answer(to call: OverrideCall, from agent: AgentLine) throws -> OverrideAnswer {
    let line = try agent.ask(call)
    guard let answer = OverrideAnswer(json: line) else { throw agent.notUnderstood(line) }
    return answer
  }
}
