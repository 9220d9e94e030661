/// One letter of the console, as help and documentation show it.
public struct ConsoleKey: Sendable, Hashable {
  /// Where a letter stands in the help.
  public enum Group: String, Sendable, Hashable, CaseIterable {
    case look = "Look"
    case orders = "Orders (each ends by itself; refused below the safety floor)"
    case console = "Console"
    case bus = "Bus"
    case raw = "Sent to the target as they are"
  }

  /// What is typed after the digits.
  public let letter: Character
  /// What the digits mean; empty where there are none. In brackets where they may be left out.
  public let number: String
  /// What it does, at most 58 characters.
  public let summary: String
  /// Full sentences.
  public let help: String
  /// Its place.
  public let group: Group

  init(_ group: Group, _ letter: Character, _ number: String, _ summary: String, _ help: String) {
    self.group = group
    self.letter = letter
    self.number = number
    self.summary = summary
    self.help = help
  }

  /// As typed: `[n] q`.
  public var usage: String { number.isEmpty ? "\(letter)" : "\(number) \(letter)" }
}

extension ConsoleKey {
  /// The letters of the rig. n is a connection's number in the overview unless another meaning is given.
  public static let rig: [ConsoleKey] = [
    .init(
      .look, "o", "", "overview, a line a connection", "Number, address, board, connection, jobs and time in this job."),
    .init(
      .look, "i", "[n]", "info: buses, memory, rig, and connection n or all",
      "Buses with who is on them, free memory, the rig's name at the pool, then each connection in full."),
    .init(
      .look, "q", "[n]", "status of board n", "What board n, or the current one, is doing; its bus errors and resets."),
    .init(.look, "w", "[n]", "last result of board n", "The last verified answer of board n or the current one."),
    .init(
      .look, "p", "", "power: why, what changes it, sun, battery, load",
      "The decision's reason and next change, word for word as \"akkurat status\" has them, and the powers."),
    .init(
      .look, "B", "", "battery",
      "Voltage, current, charge with its uncertainty, temperature, and the sensors behind them."),
    .init(
      .look, "P", "", "plan of the next 24 hours as a plot", "Sun with its range, boards and charge, an hour a line."),
    .init(
      .look, "E", "[n]", "the last n events, 10 unless told", "Decisions with reasons, troubles, orders; newest last."),
    .init(.look, "T", "", "troubles that stand", "What is wrong now and since when."),
    .init(.look, "R", "[n]", "report of today, or of n days ago", "The day's power budget, charge, limits and boards."),
    .init(.look, "O", "", "orders and schedules that stand", "Number, order, who gave it, how long it still stands."),
    .init(
      .orders, "N", "n", "run n boards for 2 h",
      "As \"akkurat override boards n\": n boards run, chosen by priority, whatever the plan says."),
    .init(
      .orders, "A", "", "automatic: the plan alone decides", "As \"akkurat override auto\": ends all other orders."),
    .init(.orders, "C", "[n]", "clear order n (of O), or all of them", "As \"akkurat override clear\"."),
    .init(
      .orders, "l", "", "run all until a key is pressed",
      "Order \"boost\" with the overview every two seconds; the next key takes the order back. It ends by itself after 2 h, "
        + "also when the line is lost."),
    .init(
      .orders, "y", "n", "run n jobs each, then stop",
      "Order \"boost\" until each board has done n jobs; then order \"boards 0\". 2 h at most each. A restart of the agent "
        + "forgets the count, not the order."),
    .init(
      .orders, "z", "n", "n more jobs each, then stop (\"zing\")",
      "What runs does n more jobs each, nothing else is started; then order \"boards 0\" for 2 h. 0z stops now."),
    .init(
      .orders, "m", "[n]", "one step of connection n",
      "Order \"board n on\" for one job; then it is taken back. A pause stands above it."),
    .init(.orders, "c", "[n]", "connect n: its board runs for 2 h", "As \"akkurat override board n on\"."),
    .init(.orders, "d", "[n]", "close connection n: its board rests for 2 h", "As \"akkurat override board n off\"."),
    .init(.orders, "D", "", "close all: pause for 2 h", "As \"akkurat override pause\"."),
    .init(
      .orders, "e", "[n]", "close and remove n: rests until cleared",
      "As \"akkurat override board n off --until cleared\". Take it out of the configuration to remove it for good."),
    .init(.console, "a", "n", "make connection n the current one", "Letters with [n] mean it when no number is typed."),
    .init(
      .console, "u", "[n]", "reset the statistics of n, or of all",
      "This console counts n's jobs, results and shares from now on. What the agent and its reports count is untouched."
    ),
    .init(
      .console, "h", "[n]", "the hash rate that is sent for n",
      "The original switched this on and off. The agent sends the measured rate with every share; it is shown here and "
        + "cannot be switched off."),
    .init(
      .console, "s", "", "read the configuration again",
      "As \"akkurat reload\"; a bad file is refused and changes nothing."),
    .init(.console, "S", "", "the bus tool", "Scan, target, raw reads and writes; guarded while the rig mines."),
    .init(.console, "?", "[n]", "this help; n: code of a letter, as 121?", "/ and a letter tells more of that letter."),
    .init(.console, "/", "", "and a letter: more about that letter", "For example /y."),
    .init(.console, "x", "", "leave the console", "The rig goes on as it is; orders stand until they end."),
  ]

  /// The letters of the bus tool. n is a number as named.
  public static let tool: [ConsoleKey] =
    [
      .init(.bus, "d", "", "scan the bus", "One-byte reads; addresses in use are not asked, that would disturb."),
      .init(
        .bus, "t", "n", "target: the device at address n", "An address from 8 to 119, decimal as the overview shows it."
      ),
      .init(.bus, "b", "", "the next bus", "Where the rig has several."),
      .init(.bus, "i", "", "info: who lives at the target", "From the configuration; an unknown one is asked."),
      .init(
        .bus, "k", "", "take the target out of work, or give it back",
        "The board finishes its job and gets no other for ten minutes, so that it can be spoken to. It keeps its supply as long "
          + "as the governor gives it."),
      .init(.bus, "q", "", "status: S, 3 bytes", "Run state, version, command in progress."),
      .init(.bus, "w", "", "result: R, 5 bytes", "The number found, right-aligned."),
      .init(.bus, "e", "", "elapsed: E, 5 bytes", "Milliseconds of the last search, right-aligned."),
      .init(
        .bus, "z", "", "chip id: I, 24 bytes",
        "DUCOID and 16 digits; a board takes a moment to find them, 24r reads them then."),
      .init(.bus, "r", "n", "raw read of n bytes, 1 to 32", "Nothing is written before."),
      .init(
        .bus, "h", "", "send hashes and start: not on a running rig",
        "A search holds the bus for seconds. Stop the agent and use \"akkurat board test\"."),
      .init(
        .bus, "f", "n", "difficulty for h: not on a running rig",
        "Jobs carry their difficulty themselves. Stop the agent and use \"akkurat board test\"."),
      .init(.bus, "s", "", "the bus's speed", "It is set in the device tree or for the adapter's driver."),
      .init(
        .bus, "v", "n", "new address n for the target",
        "Written to the board's EEPROM and checked. Not for a board that is configured: stop the agent and use \"akkurat board "
          + "address\"."),
      .init(.bus, "?", "[n]", "this help", "/ and a letter tells more of that letter."),
      .init(.bus, "/", "", "and a letter: more about that letter", "For example /k."),
      .init(.bus, "x", "", "back to the rig", "Boards that k holds go back to work."),
    ] + "ACHLMNOPQS".map { .init(.raw, $0, "", "send \($0)", "One byte, the letter, to a board that k holds.") }
}
