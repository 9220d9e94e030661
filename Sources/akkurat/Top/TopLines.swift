import Agent
import ArgumentParser
import Synchronization
import Units

/// `akkurat top` without a terminal: lines, for a log or another program.
struct TopLines {
  let path: String
  let every: Double
  let json: Bool

  func run() async throws {
    let (news, told) = AsyncStream<AgentFeed.News?>.makeStream()
    AgentFeed.follow(path, every: every) { piece in
      if case .terminated = told.yield(piece) { return false }
      return true
    }
    let listening = TerminalInput.listen(keys: false) { input in
      if input == .stop { told.yield(nil) }
    }
    defer {
      listening.cancel()
      told.finish()
    }
    try await show(news)
  }

  private func show(_ news: AsyncStream<AgentFeed.News?>) async throws {
    var output = LineOutput(flushing: true)
    var notes = StatusNotes()
    var wasThere = false
    var isLost = false
    var summaryAt: Uptime?
    let clock = SystemTimebase()
    for await piece in news {
      switch piece {
      case nil: return
      case .lost(let reason, let code):
        guard wasThere, code != .noPermission else {
          StandardError.print(reason)
          throw code
        }
        if !isLost { StandardError.print("The agent is gone; it is waited for. \(reason)") }
        isLost = true
      case .status(let status):
        if isLost { StandardError.print("The agent is back.") }
        (wasThere, isLost) = (true, false)
        if json {
          output.write(status.json())
          continue
        }
        for line in notes.take(status) { output.write(line) }
        let now = clock.now
        guard summaryAt.map({ now - $0 >= .seconds(every) * 0.9 }) ?? true else { continue }
        summaryAt = now
        output.write(StatusNotes.summary(of: status))
      }
    }
  }
}
