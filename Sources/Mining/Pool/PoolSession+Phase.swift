internal import Units

extension PoolSession {
  /// The inner state; each case holds just what is needed in it.
  enum Phase: Sendable {
    case connecting
    case greeting(since: Uptime)
    /// The message of the day: ends by silence.
    case collecting(since: Uptime, lastByte: Uptime?)
    case idle
    case asking(Asking)
    case holding(Holding)
    case reporting(Reporting)
    case closed(PoolCloseReason)
  }

  /// A JOB is out.
  struct Asking: Sendable {
    /// When the last JOB was written.
    var sentAt: Uptime
    /// When to write it again unless a job comes: it may have been swallowed, or a node message came instead.
    var repeatAt: Uptime?
    /// JOBs written for this job so far, less one.
    var repeats = 0
    /// A second JOB followed an early one that was not known to be lost: it may be judged as a wrong share.
    var isDoubtful = false
    /// It is certain that the second JOB will be judged so; the verdict is awaited.
    var isSpoiled = false
  }

  /// A job is here; the board has it, or will get it when it wants one.
  struct Holding: Sendable {
    let job: PoolJob
    /// When it was asked for: the pool's 90 s run from about then.
    let askedAt: Uptime
    var isDelivered = false
    /// Before this its share would be one too many of the minute.
    var deliverNotBefore: Uptime?
    /// Before this a wrong-share verdict for a doubled JOB may still be on its way.
    var shareNotBefore: Uptime?
    /// An answer that waits for `shareNotBefore`.
    var waitingNonce: Int?
  }

  /// A share is out.
  struct Reporting: Sendable {
    let sentAt: Uptime
    var early: EarlyJob
  }

  /// The JOB that need not wait for the verdict.
  enum EarlyJob: Sendable {
    case never
    case due(Uptime)
    case sent(Uptime)
  }
}
