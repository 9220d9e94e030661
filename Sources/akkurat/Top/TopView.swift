import Agent
import ArgumentParser
import Units

/// `akkurat top` in a terminal: keys, signals and the agent's news are merged, the model says what to show.
struct TopView {
  private enum Event: Sendable {
    case news(AgentFeed.News)
    case input(TerminalInput)
    case second
  }

  /// Frames at most so often: a sped-up rig tells more than an eye can see.
  private static let frame: Duration = .milliseconds(150)

  let path: String
  let every: Double

  func run() async throws {
    let (events, told) = AsyncStream<Event>.makeStream()
    AgentFeed.follow(path, every: every) { news in
      if case .terminated = told.yield(.news(news)) { return false }
      return true
    }
    let listening = TerminalInput.listen(keys: Terminal.hasKeys) { told.yield(.input($0)) }
    let ticking = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(500))
        told.yield(.second)
      }
    }
    defer {
      listening.cancel()
      ticking.cancel()
      told.finish()
    }
    try await show(events)
  }

  private func show(_ events: AsyncStream<Event>) async throws {
    let clock = SystemTimebase()
    var model = TopModel(path: path)
    var painter = FramePainter(isInColour: Terminal.hasColour)
    var terminal: Terminal?
    var paintedAt: Uptime?
    defer { terminal?.leave() }
    for await event in events {
      var isUrgent = false
      switch event {
      case .news(.status(let status)): model.take(status, at: clock.now)
      case .news(.lost(let reason, let code)):
        guard terminal != nil, code != .noPermission else {
          terminal?.leave()
          terminal = nil
          StandardError.print(reason)
          throw code
        }
        model.lost(reason, at: clock.now)
      case .input(.stop): return
      case .input(.resized): painter.forget()
      case .input(.key(let key)):
        isUrgent = true
        let size = Terminal.size
        switch model.take(key, width: size.width, height: size.height) {
        case .leave: return
        case .suspend:
          terminal?.suspend()
          painter.forget()
        case nil: break
        }
      case .second: isUrgent = true
      }
      // Nothing is taken from the terminal before there is an agent: a wrong path stays readable.
      if terminal == nil, case .news = event { terminal = Terminal(keys: Terminal.hasKeys, wholeScreen: true) }
      let now = clock.now
      guard terminal != nil, isUrgent || paintedAt.map({ now - $0 >= Self.frame }) ?? true else { continue }
      paintedAt = now
      let size = Terminal.size
      let text = painter.paint(model.lines(width: size.width, height: size.height, at: now), width: size.width)
      if !text.isEmpty { Terminal.write(text) }
    }
  }
}
