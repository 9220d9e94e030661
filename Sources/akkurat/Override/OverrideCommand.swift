import Agent
import ArgumentParser

/// `akkurat override`
struct OverrideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "override",
    abstract: "Gives the running agent an order by hand, or takes one back.",
    discussion: """
      An order ends after 2 h unless --for or --until says otherwise, survives restarts until then, and is named in \
      every status. Of two orders about the same the newer one counts. Orders stand above schedule and plan, never above \
      the safety floor: what would run boards below it is refused.

      Exit codes: 0 taken, 64 wrong usage or an unknown board, 69 no agent answers, 75 the clock is not set yet, 77 this \
      user may not ask, 79 refused by safety. doc/overrides.md tells everything.
      """,
    subcommands: [
      BoardsOrder.self, BoardOrder.self, BoostOrder.self, PauseOrder.self, NightOrder.self, AutoOrder.self,
      ConnectionsOrder.self, ClearOrders.self, ListOrders.self,
    ])
}

/// `akkurat override boards 3`
struct BoardsOrder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boards", abstract: "So many boards run, chosen by priority, whatever the plan says.")

  @Argument(help: "How many; 0 lets all of them rest.")
  var count: Int

  @OptionGroup var options: OrderOptions

  func run() throws { try options.give(.boards(count)) }
}

/// `akkurat override board b1 on`
struct BoardOrder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "One board runs whatever the plan says, or does not run.")

  /// What shall become of it.
  enum Wish: String, ExpressibleByArgument, CaseIterable {
    case on, off
  }

  @Argument(help: "The board's name, or its address such as 12 or 0x2a.")
  var board: String

  @Argument(help: "on or off.")
  var wish: Wish

  @OptionGroup var options: OrderOptions

  func run() throws { try options.give(.board(board, isOn: wish == .on)) }
}

/// `akkurat override boost`
struct BoostOrder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "boost", abstract: "All boards run, whatever the plan says.")

  @OptionGroup var options: OrderOptions

  func run() throws { try options.give(.boost) }
}

/// `akkurat override pause`
struct PauseOrder: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "pause", abstract: "Nothing runs.")

  @OptionGroup var options: OrderOptions

  func run() throws { try options.give(.pause) }
}

/// `akkurat override night`
struct NightOrder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "night",
    abstract: "Keeps the battery for the host: boards run only while it is full and the sun would be lost.")

  @OptionGroup var options: OrderOptions

  func run() throws { try options.give(.night) }
}

/// `akkurat override auto`
struct AutoOrder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auto",
    abstract: "Takes every other order back and lets the plan alone decide: the schedule does not count meanwhile.")

  @OptionGroup var options: OrderOptions

  func run() throws { try options.give(.auto) }
}

/// `akkurat override connections 2`
struct ConnectionsOrder: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connections", abstract: "At most so many pool connections, and so many boards with them.")

  @Argument(help: "How many.")
  var count: Int

  @OptionGroup var options: OrderOptions

  func run() throws { try options.give(.connections(count)) }
}

/// `akkurat override clear [o3]`
struct ClearOrders: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Takes one order back, or all of them.")

  @Argument(help: "The order's name, such as o3; none: all.")
  var id: String?

  @Flag(help: "Print the answer as JSON.")
  var json = false

  @OptionGroup var agent: AgentLine

  func run() throws {
    let number = try id.map { text in
      guard let number = Int(text.hasPrefix("o") ? text.dropFirst() : text[...]) else {
        throw ValidationError("\"\(text)\" is no order; write for example o3, as \"akkurat override list\" shows.")
      }
      return number
    }
    let answer = try OrderOptions.answer(to: OverrideCall(.clear, id: number), from: agent)
    print(json ? answer.json(pretty: true) : OrderText(answer).lines.joined(separator: "\n"))
  }
}

/// `akkurat override list`
struct ListOrders: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Shows the orders that stand, and what the schedule asks for.")

  @Flag(help: "Print the answer as JSON.")
  var json = false

  @OptionGroup var agent: AgentLine

  func run() throws {
    let answer = try OrderOptions.answer(to: OverrideCall(.list), from: agent)
    print(json ? answer.json(pretty: true) : OrderText(answer).lines.joined(separator: "\n"))
  }
}
