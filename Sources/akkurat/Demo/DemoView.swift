import Agent
import Foundation
import Simulator
import Units

/// Shows the demonstration while it runs: a screen in a terminal, lines elsewhere, nothing for `--json`.
actor DemoView {
  private let stage: DemoStage
  private let options: DemoOptions
  private let duration: Duration
  private let peak: Watts
  private let isTerminal: Bool
  private var events: [String] = []
  private var last: StatusDocument.DecisionPart?
  private var lastTroubles: Set<String> = []
  private var decisions = 0
  private var mostBoardsOn = 0
  private var nextLine: UnixTime?
  /// The first moment at which the agent measures every flow.
  private var begin: DemoSummary.Moment?

  init(stage: DemoStage, options: DemoOptions, duration: Duration) {
    self.stage = stage
    self.options = options
    self.duration = duration
    peak = stage.rig.description.world.panel.peak
    isTerminal = isatty(1) == 1 && !options.plain && !options.json
  }

  /// Shows until the time is up or the task is cancelled.
  func show() async {
    await stage.controller.listen { [weak self] document in
      guard let self else { return }
      Task { await self.note(document) }
    }
    if isTerminal { write("\u{1B}[?25l\u{1B}[2J") }
    if !isTerminal && !options.json { tell(Self.header(options, stage)) }
    let clock = ContinuousClock()
    let end = clock.now + duration
    while clock.now < end, !Task.isCancelled {
      if isTerminal { await draw(remaining: end - clock.now) }
      try? await clock.sleep(until: min(end, clock.now + .milliseconds(250)))
    }
    if isTerminal { write("\u{1B}[?25h\u{1B}[2J\u{1B}[H") }
  }

  /// Book and truth at the end, taken at one moment.
  func summary() async throws -> DemoSummary {
    let pool = try await stage.pool.statistics()
    let end = await stage.moment()
    return DemoSummary(
      from: begin ?? end, to: end, pool: pool, speed: options.speed, stretch: stage.stretch,
      switchings: stage.rig.gpio.edges.count, mostBoardsOn: mostBoardsOn, decisions: decisions)
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
    let changed = last?.stage != document.decision.stage || last?.target != document.decision.target
    last = document.decision
    if changed {
      decisions += 1
      report(document, "\(document.decision.stage), \(document.decision.target) wanted: \(document.decision.reason)")
    }
    let troubles = Set(document.troubles.map(\.text))
    for trouble in troubles.subtracting(lastTroubles).sorted() { report(document, "Trouble: \(trouble)") }
    for trouble in lastTroubles.subtracting(troubles).sorted() { report(document, "Over: \(trouble)") }
    lastTroubles = troubles
    hourly(document)
  }

  private func report(_ document: StatusDocument, _ text: String) {
    let line = "\(document.time.map { String($0.dropFirst(11).prefix(5)) } ?? "--:--")  \(text)"
    events = events.suffix(50) + [line]
    if !isTerminal { tell(line) }
  }

  private func hourly(_ document: StatusDocument) {
    let now = stage.rig.world.calendar
    guard nextLine.map({ now >= $0 }) ?? true else { return }
    if nextLine != nil, !isTerminal {
      let soc = document.battery.stateOfCharge.map { "\(Decimal.fixed($0 * 100, 0)) %" } ?? "unknown"
      let volts = document.battery.voltageV.map { "\(Decimal.fixed($0, 2)) V" } ?? "no voltage"
      tell(
        "\(now.timeOfDay.prefix(5))  sun \(Decimal.fixed(document.panelW ?? 0, 2)) W, battery \(soc) \(volts), "
          + "\(document.decision.powered) boards on, \(document.pool.accepted) shares")
    }
    nextLine = UnixTime(seconds: (now.seconds / 3600).rounded(.down) * 3600 + 3600)
  }

  private func tell(_ line: String) {
    if !options.json { print(line) }
  }

  private func draw(remaining: Duration) async {
    let status = await stage.controller.status()
    let state = stage.rig.world.electrical()
    let screen = DemoScreen(width: terminalSize.width, height: terminalSize.height)
    let lines = screen.lines(
      status, sun: state.panel * state.panelCurrent, peak: peak, time: stage.rig.world.calendar, speed: options.speed,
      stretch: stage.stretch, remaining: remaining, events: events)
    write("\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J")
  }

  private var terminalSize: (width: Int, height: Int) {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20, size.ws_row > 8 else { return (80, 24) }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  private func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }
}
