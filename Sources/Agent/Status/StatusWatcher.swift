internal import Units

/// One client that watches: what it was told last, and how often it wants to hear.
struct StatusWatcher: Sendable {
  let lines: AsyncStream<String>.Continuation
  /// Also without a change after so long; nil: only changes.
  let interval: Duration?
  private var told: StatusDocument?
  private var toldAt: Uptime?

  init(lines: AsyncStream<String>.Continuation, interval: Duration?) {
    self.lines = lines
    self.interval = interval
  }

  /// Sends the document when it is due.
  mutating func take(_ document: StatusDocument, at now: Uptime) {
    let isDue = interval.map { interval in toldAt.map { now - $0 >= interval } ?? true } ?? false
    guard isDue || told.map({ Self.differs($0, document) }) ?? true else { return }
    told = document
    toldAt = now
    lines.yield(document.json())
  }

  /// What an owner calls a change: not every volt, but what is decided, ordered, switched, mined and broken.
  static func differs(_ old: StatusDocument, _ new: StatusDocument) -> Bool {
    old.decision.stage != new.decision.stage || old.decision.target != new.decision.target
      || old.decision.powered != new.decision.powered || old.pool.state != new.pool.state
      || old.troubles.map(\.key) != new.troubles.map(\.key)
      || old.overrides.map(\.id) != new.overrides.map(\.id) || old.overrides.map(\.acts) != new.overrides.map(\.acts)
      || old.schedule?.words != new.schedule?.words || old.boards.map(\.powered) != new.boards.map(\.powered)
  }
}
