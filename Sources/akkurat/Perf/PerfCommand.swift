import Agent
import ArgumentParser
import Mining
import NIOPosix
import Units

/// `akkurat perf`
struct PerfCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perf",
    abstract: "Prints how an account grows: a row each tick.",
    discussion: """
      Columns: growth since the begin, hash rate and miners as the server sees them, growth in the tick and in a minute \
      (thousandths of a DUCO), that for a day, and the same smoothed over 15 minutes (DUCO). Transfers are told and not \
      counted. Keys: a b f g i m n, A, o s t u, q or x leaves, ? tells what they do (doc/tools.md). Exit codes: 0 left by \
      key or signal, 64 no such user, 69 the server cannot be reached, 75 it may not be asked now, 77 the user is \
      banned.
      """)

  @OptionGroup var options: AccountOptions

  func run() async throws {
    let place = try AccountPlace(options)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let service = AccountService(base: place.service, fetcher: WebClient(on: group))
    let shelf = AskingShelf(service)
    if options.once { return try await printOnce(shelf, place.users[0]) }
    let model = PerfModel(
      users: place.users, service: service.base, tick: try options.tickLength(), zone: .system, json: options.json)
    let log = options.logDirectory.map { HourLog(directory: $0, tool: PerfModel.name, zone: .system) }
    try await AccountShell<PerfModel>(
      place: place, shelf: shelf, asksRig: false,
      isInteractive: Terminal.isThere && !options.json && !options.plain, log: log
    ).run(model)
  }

  private func printOnce(_ shelf: AskingShelf, _ user: String) async throws {
    let (answer, moment) = try await AccountOnce.ask(shelf, user)
    var book = GrowthBook()
    let document = PerfDocument(book.enter(answer, at: moment.uptime), user: user, at: moment.wall)
    if options.json { return print(document.json(pretty: true)) }
    let balance =
      document.balance.map { "\(Decimal.fixed($0, 6)) DUCO" } ?? "a balance that the server has no number for"
    print(
      "\(document.time)  \(user.shown()) has \(balance); the server sees \(document.miners) "
        + "miner\(document.miners == 1 ? "" : "s") with \(Decimal.fixed(document.hashRate, 0)) H/s.")
  }
}
