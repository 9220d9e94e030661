import Agent
import Foundation
import Simulator
import Units

/// Shows the demonstration while it runs: a screen in a terminal, lines elsewhere, nothing for `--json`.
actor DemoView {
  private let stage: DemoStage
  private let options: DemoOptions
  private let duration: Duration
  private let isTerminal: Bool
  private var events: [String] = []
  private var notes = StatusNotes()
  private var drawnSize = (width: 0, height: 0)
  private var painter = FramePainter(isInColour: Terminal.hasColour)
  private var mostBoardsOn = 0
  private var nextLine: UnixTime?
  /// The first moment at which the agent measures every flow.
  private var begin: DemoSummary.Moment?

  init(stage: DemoStage, options: DemoOptions, duration: Duration) {
    self.stage = stage
    self.options = options
    self.duration = duration
    isTerminal = Terminal.isThere && !options.plain && !options.json
  }

  /// Shows until the time is up or the task is cancelled.
  func show() async {
    await stage.controller.listen { [weak self] document in
      guard let self else { return }
      Task { await self.note(document) }
    }
    let terminal = isTerminal ? Terminal(keys: false, wholeScreen: true) : nil
    defer { terminal?.leave() }
    if !isTerminal && !options.json { tell(Self.header(options, stage)) }
    report("Try    akkurat top --socket \(stage.socketPath) in another terminal; status, perf and miners take it too.")
    if let port = options.web, !options.json, !isTerminal {
      tell("The page: http://localhost:\(port)/, its token: \(DemoConfiguration.token)")
    }
    let clock = ContinuousClock()
    let end = clock.now + duration
    while clock.now < end, !Task.isCancelled {
      if isTerminal { await draw(remaining: end - clock.now) }
      try? await clock.sleep(until: min(end, clock.now + .milliseconds(250)))
    }
  }

  /// Book and truth at the end, taken at one moment.
  func summary() async throws -> DemoSummary {
    let pool = try await stage.pool.statistics()
    let end = await stage.moment()
    return DemoSummary(
      from: begin ?? end, to: end, pool: pool, speed: options.speed, stretch: stage.stretch,
      switchings: stage.rig.gpio.edges.count, mostBoardsOn: mostBoardsOn, decisions: notes.decisions)
  }

  private static func header(_ options: DemoOptions, _ stage: DemoStage) -> String {
    let sampled =
      stage.stretch > 1
      ? "; mining is sampled, it runs \(Decimal.fixed(stage.stretch, 0)) times slower than the sun" : ""
    return "A simulated rig of \(options.boards) boards under the sun of \(options.day), "
      + "\(Decimal.short(options.speed)) times faster than real\(sampled)."
  }

  private func note(_ document: StatusDocument) {
    if begin == nil, document.panelW != nil, document.battery.currentA != nil {
      begin = DemoSummary.Moment(status: document, truth: stage.rig.world.energy)
    }
    mostBoardsOn = max(mostBoardsOn, document.decision.powered)
    for line in notes.take(document) { report(line) }
    hourly(document)
  }

  private func report(_ line: String) {
    events = events.suffix(50) + [line]
    if !isTerminal { tell(line) }
  }

  private func hourly(_ document: StatusDocument) {
    let now = stage.rig.world.calendar
    guard nextLine.map({ now >= $0 }) ?? true else { return }
    if nextLine != nil, !isTerminal { tell(StatusNotes.summary(of: document)) }
    nextLine = UnixTime(seconds: (now.seconds / 3600).rounded(.down) * 3600 + 3600)
  }

  private func tell(_ line: String) {
    if !options.json { print(line) }
  }

  private func draw(remaining: Duration) async {
    let status = await stage.controller.status()
    let size = Terminal.size
    if size != drawnSize { painter.forget() }
    drawnSize = size
    let time = stage.rig.world.calendar.description.prefix(16).replacing("T", with: " ")
    let sampled = stage.stretch > 1 ? "; sampled 1:\(Decimal.fixed(stage.stretch, 0))" : ""
    let frame = RigScreen.Frame(
      title: StyledLine(
        "simulated rig   \(time) UTC   \(Decimal.short(options.speed))x   \(remaining.brief) left"),
      poolRemark: sampled, events: events)
    let lines = RigScreen(width: size.width, height: size.height).lines(status, frame)
    Terminal.write(painter.paint(lines, width: size.width))
  }
}
