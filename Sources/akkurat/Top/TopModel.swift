import Agent
import Units

/// What `akkurat top` knows and shows. Pure: news and keys in, a screen out.
struct TopModel: Sendable {
  /// What a key asks of the terminal.
  enum Wish: Sendable { case leave, suspend }

  /// A silence of the agent that is worth a word.
  private static let silence: Duration = .seconds(5)
  /// How long its return is told.
  private static let joy: Duration = .seconds(8)

  private let path: String
  private var status: StatusDocument?
  private var heardAt: Uptime?
  private var loss: (reason: String, since: Uptime)?
  private var back: (text: String, at: Uptime)?
  private var firstBoard = 0
  private var isHelping = false

  init(path: String) { self.path = path }

  /// A status came.
  mutating func take(_ new: StatusDocument, at now: Uptime) {
    if let loss {
      let restarted = status.map { new.uptimeS < $0.uptimeS } ?? false
      let gone = (now - loss.since).brief
      back = ("The agent is back after \(gone)\(restarted ? "; it was started anew" : "").", now)
    }
    loss = nil
    status = new
    heardAt = now
  }

  /// The agent is gone.
  mutating func lost(_ reason: String, at now: Uptime) {
    loss = (reason, loss?.since ?? now)
  }

  /// A key was pressed, on a screen of a size.
  mutating func take(_ key: Key, width: Int, height: Int) -> Wish? {
    switch key {
    case .letter("q"), .letter("x"), .control("c"), .control("d"): return .leave
    case .control("z"): return .suspend
    case .letter("?"), .letter("h"): isHelping.toggle()
    case .escape: isHelping = false
    default: scroll(key, width, height)
    }
    return nil
  }

  /// The screen at a time.
  func lines(width: Int, height: Int, at now: Uptime) -> [StyledLine] {
    guard !isHelping else { return help(width, height) }
    guard let status else {
      let text = WrappedText(label: "", text: loss?.reason ?? "Waiting for the agent on \(path).", width: width)
      return text.lines.prefix(height).map { StyledLine($0).clipped(to: width) }
    }
    let screen = RigScreen(width: width, height: height)
    let lines = screen.lines(status, frame(status, screen, at: now))
    guard loss != nil else { return lines }
    return lines.map { line in line.pieces.first?.style == .alarm ? line : line.all(.faint) }
  }

  /// All of it for paper: every board, no footer, no empty end.
  func printed(width: Int) -> [StyledLine] {
    guard let status else { return [] }
    var frame = frame(status, RigScreen(width: width, height: 10_000), at: heardAt ?? .zero)
    frame.footer = nil
    return RigScreen(width: width, height: 10_000).lines(status, frame)
  }

  private func frame(_ status: StatusDocument, _ screen: RigScreen, at now: Uptime) -> RigScreen.Frame {
    let time = status.time.map { "\($0.prefix(16).replacing("T", with: " ")) UTC" } ?? "clock not set"
    var frame = RigScreen.Frame(
      title: StyledLine(
        "\(status.program.replacing("Akkurat ", with: ""))   \(time)   up \(Duration.seconds(status.uptimeS).brief)"),
      notice: notice(at: now), firstBoard: firstBoard, footer: StyledLine("q leave   ? help", .faint))
    let rows = screen.boardRows(status, frame)
    guard rows < status.boards.count else { return frame }
    let first = max(0, min(firstBoard, status.boards.count - rows))
    let shown = rows > 0 ? "\(first + 1)-\(first + rows) of \(status.boards.count)" : "no room for boards"
    frame.footer = StyledLine("q leave   ? help   ↑ ↓ boards: \(shown)", .faint)
    return frame
  }

  private func notice(at now: Uptime) -> String? {
    let age = heardAt.map { now - $0 } ?? .zero
    if let loss { return "NO AGENT, tried again every few seconds; below is what was \(age.brief) ago. \(loss.reason)" }
    if age >= Self.silence { return "No word from the agent for \(age.brief)." }
    return back.flatMap { now - $0.at < Self.joy ? $0.text : nil }
  }

  private mutating func scroll(_ key: Key, _ width: Int, _ height: Int) {
    guard let status else { return }
    let screen = RigScreen(width: width, height: height)
    let rows = max(1, screen.boardRows(status, RigScreen.Frame(footer: "")))
    let last = max(0, status.boards.count - rows)
    switch key {
    case .down, .letter("j"): firstBoard += 1
    case .up, .letter("k"): firstBoard -= 1
    case .pageDown, .letter(" "): firstBoard += rows
    case .pageUp, .letter("b"): firstBoard -= rows
    case .home, .letter("g"): firstBoard = 0
    case .end, .letter("G"): firstBoard = last
    default: break
    }
    firstBoard = max(0, min(firstBoard, last))
  }

  private func help(_ width: Int, _ height: Int) -> [StyledLine] {
    let lines: [StyledLine] = [
      StyledLine("AKKURAT  keys", .strong), "", "q x Ctrl-C   leave; the agent goes on", "Ctrl-Z       pause this view",
      "↑ ↓ j k      one board up or down", "PgUp PgDn    a page of boards", "Home End     first and last boards",
      "?            this help, and back", "",
      "●  mining    ○  on, not mining    x  in quarantine    ·  off",
      "Current is positive into the battery; ± is one standard deviation.",
    ]
    return lines.prefix(height).map { $0.clipped(to: width) }
  }
}
