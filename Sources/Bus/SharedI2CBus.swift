public import Units

/// One I²C bus for everybody: sensors, scans and boards, on a thread of its own, because a transaction blocks.
///
/// Order of service: what was asked for by ``run(_:)`` or ``post(_:)`` first, in order; then the turns of the boards, the
/// most overdue first, one turn at a time, so a sensor waits for one turn at most. The thread sleeps until the next
/// deadline or call; one wake-up serves everything that is due. Deadlines are points of the injected clock.
public actor SharedI2CBus {
  /// For logs: `i2c-1`.
  public nonisolated let name: String
  /// The clock that all turns on this bus are timed by.
  public nonisolated let timebase: any Timebase
  private nonisolated let thread: BusThread
  private let wire: any I2CBus
  private var takers: [WeakTaker] = []

  private struct WeakTaker {
    weak var taker: (any BusTurnTaker)?
  }

  /// Starts the bus's thread; it ends when the last reference to the bus goes.
  public init(_ wire: any I2CBus, name: String, timebase: any Timebase = SystemTimebase()) {
    self.name = name
    self.timebase = timebase
    self.wire = wire
    self.thread = BusThread(name: name)
    thread.start { [weak self] in
      self.flatMap { bus in bus.assumeIsolated { $0.serve() } }
    }
  }

  deinit { thread.stop() }

  /// The bus's thread, for actors that live on it.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// Gives `body` the bus alone: no other transaction happens until it returns. It blocks the bus, so it is short and
  /// never sleeps.
  public func run<Answer: Sendable, Failure: Error>(
    _ body: @Sendable (any I2CBus) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try body(wire)
  }

  /// Runs `work` on the bus's thread soon, in the order of the calls, without waiting for it and without a task.
  public nonisolated func post(_ work: @escaping @Sendable () -> Void) { thread.post(work) }

  /// Adds somebody who takes turns; it is held weakly.
  public func attach(_ taker: any BusTurnTaker) {
    takers.removeAll { $0.taker == nil }
    takers.append(WeakTaker(taker: taker))
  }

  /// Serves the most overdue turn if one is due. Returns how long the thread may really sleep: zero when more is due, nil
  /// when nothing is planned.
  private func serve() -> Duration? {
    guard let (due, taker) = mostOverdue() else { return nil }
    guard due <= timebase.now else { return timebase.realWait(until: due) }
    taker.takeTurn(on: wire)
    return .zero
  }

  private func mostOverdue() -> (Uptime, any BusTurnTaker)? {
    var first: (Uptime, any BusTurnTaker)?
    for entry in takers {
      guard let taker = entry.taker, let due = taker.nextTurn else { continue }
      if first == nil || due < first!.0 { first = (due, taker) }
    }
    return first
  }
}
