public import Units

/// One worker's conversation with a pool, from the connection to its end. Pure: events in, actions out; no clock, no
/// I/O. What a connection must do is decided here, so a trace replays exactly.
///
///     pool                                  worker
///     4.3\n                              →            banner
///                                        ←  MOTD      once per process, may be left out
///     words, no newline                  →
///                                        ←  JOB,user,AVR,key
///     <40 hex>,<40 hex>,6\n              →            job, ≤ 90 s until the share
///                                        ←  share     six fields, one write
///     GOOD\n | BLOCK\n | BAD,reason\n    →            then the next JOB, ≤ 90 s
///
/// After the first share a pool takes *anything* for a request, so nothing is ever sent that is not due.
public struct PoolSession: Sendable {
  /// What happens to a session.
  public enum Event: Sendable, Hashable {
    /// The connection stands.
    case connected
    /// Bytes came, however TCP cut them.
    case received([UInt8])
    /// The connection is gone, or was never made.
    case closed(PoolCloseReason)
    /// The time given by ``PoolSession/deadline`` has come (or any other: it is harmless).
    case timeReached
    /// The board can start on a job. Also after a brown-out: a job that is still held is delivered again.
    case jobWanted
    /// The board cannot work now; a job it had stays held for a while.
    case jobNotWanted
    /// The board found a number, checked by the caller, that took it `elapsed`.
    case nonceFound(Int, job: PoolJob, elapsed: Duration)
    /// The worker is not needed any more.
    case leave
  }

  /// What the caller must do, in this order.
  public enum Action: Sendable, Hashable {
    /// Write exactly these bytes with exactly one write.
    case send([UInt8])
    /// Give the job to the board; its share must be here by `dueBy`.
    case deliver(PoolJob, dueBy: Uptime)
    /// The job is void: an answer to it will not be sent.
    case withdraw(PoolJob)
    /// The answer to a share.
    case verdict(ShareVerdict)
    /// Words of the pool for people.
    case message(String)
    /// Close the connection (also given when the peer closed).
    case close(PoolCloseReason)
    /// The session moved on.
    case entered(Stage)
  }

  /// Where a session stands.
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    case connecting, greeting, idle, asking, mining, reporting, closed
  }

  /// Set once, but for the reading and the tier that the pool moves.
  public internal(set) var settings: PoolSessionSettings
  /// Shares of this connection.
  public internal(set) var counts = ShareCounts()
  /// The board's smoothed rate.
  public internal(set) var meter: HashRateMeter
  /// The wait from a share to its verdict, smoothed; nil before the first.
  public internal(set) var roundTrip: Duration?
  /// The tier of the next request.
  public var tier: PoolTier { settings.tier }
  /// Nil before a job has come.
  public internal(set) var lastJobAt: Uptime?

  var phase: Phase = .connecting
  var reader = PoolLineReader()
  var limiter: ShareLimiter
  var isJobWanted = false
  var hasAsked = false
  var connectedAt: Uptime = .zero
  var lastSent: Uptime = .zero
  var pausedUntil: Uptime = .zero
  var shortestRoundTrip: Duration?
  var refusalsInARow = 0
  var tierSteps = 0
  var strays = 0
  var actions: [Action] = []

  /// A session that waits for its connection. `rate` continues an earlier connection's measurement.
  public init(_ settings: PoolSessionSettings, meter: HashRateMeter? = nil) {
    self.settings = settings
    self.meter = meter ?? HashRateMeter(expecting: settings.expectedHashRate)
    limiter = ShareLimiter(perMinute: settings.sharesPerMinute)
  }

  /// Where it stands.
  public var stage: Stage {
    switch phase {
    case .connecting: .connecting
    case .greeting, .collecting: .greeting
    case .idle: .idle
    case .asking: .asking
    case .holding: .mining
    case .reporting: .reporting
    case .closed: .closed
    }
  }

  /// Why it ended; nil while it lives.
  public var closeReason: PoolCloseReason? {
    if case .closed(let reason) = phase { reason } else { nil }
  }

  /// Replaces the reading that goes with the next JOB.
  public mutating func setReading(_ reading: PoolReading?) { self.reading = reading }
  var reading: PoolReading?

  /// Takes an event and returns what to do about it.
  public mutating func handle(_ event: Event, at now: Uptime) -> [Action] {
    guard closeReason == nil else { return [] }
    let before = stage
    apply(event, now)
    step(now)
    if stage != before { actions.append(.entered(stage)) }
    defer { actions.removeAll() }
    return actions
  }

  private mutating func apply(_ event: Event, _ now: Uptime) {
    switch event {
    case .connected:
      connectedAt = now
      lastSent = now
      phase = .greeting(since: now)
    case .received(let bytes): receive(bytes, now)
    case .closed(let reason): finish(reason)
    case .timeReached: break
    case .jobWanted: wantJob(now)
    case .jobNotWanted: isJobWanted = false
    case .nonceFound(let nonce, let job, let elapsed): found(nonce, job, elapsed, now)
    case .leave: finish(.notNeeded)
    }
  }

  /// Ends the session; a job on the board is void, a share without verdict is counted as such.
  mutating func finish(_ reason: PoolCloseReason) {
    switch phase {
    case .closed: return
    case .holding(let holding): abandon(holding)
    case .reporting: counts.unanswered += 1
    default: break
    }
    phase = .closed(reason)
    actions.append(.close(reason))
  }

  mutating func abandon(_ holding: Holding) {
    counts.abandonedJobs += 1
    if holding.isDelivered { actions.append(.withdraw(holding.job)) }
  }
}
