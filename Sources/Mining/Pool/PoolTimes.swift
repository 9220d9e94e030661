/// Every time limit of a session, with its source. All are lengths of the injected clock.
public struct PoolTimes: Sendable, Hashable {
  /// Wait for the banner before the connection counts as failed.
  public var banner: Duration = .seconds(20)
  /// The message of the day ends after this much silence (it has no newline) …
  public var messageQuiet: Duration = .seconds(1)
  /// … or when nothing came at all for this long.
  public var messageLimit: Duration = .seconds(5)
  /// The pool closes 30 s after the connection when no JOB came; one is sent before, wanted or not.
  public var firstJob: Duration = .seconds(25)
  /// The pool closes after 90 s without a byte; an idle worker leaves before.
  public var idle: Duration = .seconds(85)
  /// From asking for a job to its share; the pool closes at 90 s.
  public var job: Duration = .seconds(88)
  /// Wait for a job or a verdict before the connection counts as dead.
  public var answer: Duration = .seconds(20)
  /// After a node message instead of a job.
  public var afterNodeMessage: Duration = .seconds(3)
  /// First pause after a refusal; doubles while refusals follow each other.
  public var refusalPause: Duration = .seconds(5)
  /// Between a share and its early JOB; shorter gaps merge into one message on the pool's side.
  public var earlyJobGap: Duration = .milliseconds(20)
  /// Without a job for this long after the verdict, an early JOB counts as swallowed and is repeated.
  public var earlyJobRecovery: Duration = .seconds(1)

  /// The limits of the protocol with their margins.
  public init() {}

  /// Keeps what the machine itself needs when the clock runs faster than real time: a kernel merges what is written
  /// within 20 real milliseconds, and a busy processor must not look like a silent pool or an idle miner. Below 90
  /// times real time the pool's own limits stay as they are. (The simulated pool stretches its limits likewise.)
  mutating func keepReal(at speed: Double) {
    guard speed > 1 else { return }
    earlyJobGap = earlyJobGap * speed
    earlyJobRecovery = max(earlyJobRecovery, earlyJobGap * 3)
    banner = max(banner, .seconds(speed))
    answer = max(answer, .seconds(speed))
    messageQuiet = max(messageQuiet, .seconds(speed * 0.02))
    messageLimit = max(messageLimit, .seconds(speed * 0.1))
    afterNodeMessage = max(afterNodeMessage, .seconds(speed * 0.2))
    firstJob = max(firstJob, .seconds(speed * 0.3))
    idle = max(idle, .seconds(speed * 0.8))
    job = max(job, .seconds(speed * 0.8))
  }
}
