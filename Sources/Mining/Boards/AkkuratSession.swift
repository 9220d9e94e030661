internal import Bus
internal import Units

/// The conversation with a board that runs the project's own firmware, dialect C.
///
///     began     K → AKK…   ABORT   I → id   HEALTH   SLEEP
///     job       PREVIOUS   START (tag)
///     search    one-byte reads; seldom, when a rate limit holds the answer back anyway
///     answer    report (10 bytes)   SLEEP
///     not wanted any more           ABORT   SLEEP
///
/// Every frame and reply is checked, refused frames change nothing and repeated ones do no harm, so after any doubt a
/// frame is simply sent again. Source: doc/protocols/minipro.md.
struct AkkuratSession: BoardSession {
  enum State: Sendable, Hashable {
    case over
    /// Asked for its abilities.
    case asking
    /// Stops what a former controller has started.
    case clearing
    /// Asked for its chip id, in the letters of dialect A.
    case naming
    /// Asked for its health, then goes on with a job.
    case examining(then: PoolJob?)
    case idle
    /// Sends the frames of a job.
    case uploading(AkkuratUpload)
    /// Waits for a poll, or reads the report's first byte.
    case searching(AkkuratSearch)
    /// Reads the whole report.
    case reading(AkkuratSearch)
    /// Puts the board to sleep.
    case resting
    /// Stops a search nobody waits for.
    case aborting
  }

  let frame: AkkuratFrame
  /// What the pool's tier allows; answers are held back to it later.
  let rateLimit: HashRate?
  /// Whether the board powers down between jobs.
  let sleepsBetweenJobs: Bool
  var timing = AkkuratTiming()
  var state = State.over
  var retry = BusRetry()
  /// The rate of the chip by its last report.
  var chipRate: HashRate?
  var lastHealth: Uptime?
  private var lastTag: UInt8 = 0
  /// A sleeping board stretches the clock when it is addressed; some adapters give up then, whatever error they say.
  private var mayBeAsleep = true

  init(address: I2CAddress, rateLimit: HashRate?, sleepsBetweenJobs: Bool = true) {
    frame = AkkuratFrame(address: address)
    self.rateLimit = rateLimit
    self.sleepsBetweenJobs = sleepsBetweenJobs
  }

  var hardestDifficulty: Int { 65535 }

  mutating func handle(_ event: SessionEvent, at now: Uptime) -> SessionMove {
    switch event {
    case .began: begin()
    case .assigned(let job): assign(job, now)
    case .due: request()
    case .answered(let bytes): answered(bytes, now)
    case .failed(let error): failed(error, now)
    }
  }

  mutating func abort(at now: Uptime) -> SessionMove? {
    guard case .searching = state else { return nil }
    return go(to: .aborting)
  }

  mutating func begin() -> SessionMove {
    retry.succeeded()
    mayBeAsleep = true
    return go(to: .asking)
  }

  mutating func go(to state: State) -> SessionMove {
    self.state = state
    return request()
  }

  mutating func go(to state: State, at time: Uptime) -> SessionMove {
    self.state = state
    return .wait(until: time)
  }

  mutating func end(_ report: SessionReport) -> SessionMove {
    state = .over
    return .idle.reporting(report)
  }

  mutating func becomeReady() -> SessionMove {
    state = .idle
    return .idle.reporting(.ready)
  }

  private func request() -> SessionMove {
    switch state {
    case .over, .idle: .idle
    case .asking: .transfer(.write(AkkuratFrame.capabilities), .read(count: AkkuratFrame.capabilitiesLength))
    case .clearing, .aborting: .transfer(.write(frame.bytes(.abort)))
    case .naming: .transfer(.write([UInt8(ascii: "I")]), .read(count: ClassicReply.identityLength))
    case .examining: .transfer(.write(frame.bytes(.health)), .read(count: AkkuratFrame.healthLength))
    case .uploading(let upload): .transfer(.write(upload.frame))
    case .searching: .transfer(.read(count: 1))
    case .reading(let search) where search.rereads == 0: .transfer(.read(count: AkkuratFrame.reportLength))
    case .reading: .transfer(.write(frame.bytes(.report)), .read(count: AkkuratFrame.reportLength))
    case .resting: .transfer(.write(frame.bytes(.sleep)))
    }
  }

  private mutating func answered(_ bytes: [UInt8], _ now: Uptime) -> SessionMove {
    mayBeAsleep = false
    switch state {
    case .over, .idle: return .idle
    case .asking: return learn(bytes, now)
    case .clearing: return go(to: .naming)
    case .naming: return identify(bytes, now)
    case .examining(let job): return examine(bytes, job, now)
    case .uploading(let upload): return sent(upload, now)
    case .searching(let search): return poll(bytes, search, now)
    case .reading(let search): return read(bytes, search, now)
    case .resting:
      mayBeAsleep = true
      return becomeReady()
    case .aborting: return rest()
    }
  }

  private mutating func failed(_ error: BusError, _ now: Uptime) -> SessionMove {
    if mayBeAsleep {
      mayBeAsleep = false
      return .wait(until: now + timing.wakeTime)
    }
    if case .asking = state { return end(.lost(.bus(error))) }
    guard let pause = retry.pause(after: error) else { return end(.lost(.bus(error))) }
    // A frame that came through although it seemed to fail is refused or replaced the second time.
    if case .uploading(let upload) = state { state = .uploading(upload.restarted) }
    return .wait(until: now + pause)
  }

  mutating func garbled(_ now: Uptime) -> SessionMove {
    guard let pause = retry.next() else { return end(.lost(.garbled)) }
    return .wait(until: now + pause)
  }

  private mutating func assign(_ job: PoolJob, _ now: Uptime) -> SessionMove {
    guard case .idle = state else { return .idle.reporting(.lost(.notReady)) }
    retry.succeeded()
    let isDue = lastHealth.map { now - $0 >= timing.healthPeriod } ?? true
    return isDue ? go(to: .examining(then: job)) : upload(job)
  }

  /// Starts a job under a tag that neither the last job nor a fresh board has.
  mutating func upload(_ job: PoolJob) -> SessionMove {
    lastTag = lastTag % 7 + 1
    return go(to: .uploading(AkkuratUpload(job, frame, tag: lastTag)))
  }
}
