import Agent
import ArgumentParser
import Mining
import NIOPosix
import Units

/// `akkurat miners`
struct MinersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "miners",
    abstract: "Lists an account's miners as the server sees them, beside what the rig says of its boards.",
    discussion: """
      Tells which connected boards the server does not see, where the rig's agent answers and boards have names of their \
      own at the pool (pool: name_boards: true). Keys: d wide, e h n p w sort, r reverse, j tick, o s t u users, q or x \
      leaves, ? helps (doc/tools.md). Exit codes: 0 left by key or signal, 64 no such user, 69 the server cannot be \
      reached, 75 it may not be asked now, 77 the user is banned.
      """)

  @OptionGroup var options: AccountOptions

  func run() async throws {
    let place = try AccountPlace(options)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let service = AccountService(base: place.service, fetcher: WebClient(on: group))
    let shelf = AskingShelf(service)
    if options.once { return try await printOnce(shelf, place) }
    let isScreen = Terminal.isThere && !options.json && !options.plain
    let model = MinersModel(
      users: place.users, service: service.base, tick: try options.tickLength(), zone: .system,
      form: options.json ? .json : isScreen ? .screen : .lines)
    let log = options.logDirectory.map { HourLog(directory: $0, tool: MinersModel.name, zone: .system) }
    try await AccountShell<MinersModel>(
      place: place, shelf: shelf, asksRig: true, isInteractive: isScreen, log: log
    ).run(model)
  }

  private func printOnce(_ shelf: AskingShelf, _ place: AccountPlace) async throws {
    let rig = await RigLook.ask(place.socket)
    let (answer, moment) = try await AccountOnce.ask(shelf, place.users[0])
    var model = MinersModel(
      users: place.users, service: place.service, tick: .seconds(30), zone: .system,
      form: options.json ? .json : .lines)
    _ = model.take(.rig(rig.status, rig.reason), at: moment)
    for line in model.printed(answer, at: moment) { print(line.encoded(inColour: Terminal.hasColour)) }
  }
}
