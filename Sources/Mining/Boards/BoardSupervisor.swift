internal import Bus
internal import Units

/// All decisions about one board, whatever its dialect: may it be addressed, has it answered right, is the job tried
/// again, when is it asked again after it was lost. A value: told what happened, it says what is to be published and done
/// next. No clock, no bus.
///
/// Every nonce is verified with one hash before it is published. Nothing is ever searched here.
struct BoardSupervisor: Sendable {
  enum Mode: Sendable, Hashable {
    case off
    case starting(until: Uptime)
    /// The session runs; `isReady` once it waits for a job.
    case active(isReady: Bool)
    case paused(BoardFailure, until: Uptime)
    /// Deaf; asked again now and then, because somebody may have pressed its reset button.
    case deaf(retry: Uptime)
    case quarantined(QuarantineReason)
  }

  let board: BoardDescription
  let policy: BoardPolicy
  var mode = Mode.off
  private var isPowered = false
  var session: any BoardSession
  var task: BoardTask?
  /// The rate of the chip.
  var meter: HashRateMeter
  /// The rate of published answers, their waiting included.
  var effective: HashRateMeter
  /// A verified answer that waits until the pool's tier bears it.
  var held: HeldAnswer?
  var chip: ChipID
  var counters = BoardCounters()
  var brownOuts: [Uptime] = []
  var wrongInARow = 0
  /// Self-tests passed since the last right answer to a pool's job.
  var suspicions = 0
  /// Pauses in a row after which the board was not reached.
  var pauses = 0
  /// Whether the owner was told that the board is lost.
  var isMissed = false
  /// Whether the board has told its own id.
  var isIdentified = false
  var identityChanges = 0
  /// How long its transactions have kept the bus since the last one that was carried out.
  var blockedFor = Duration.zero

  init(_ board: BoardDescription, _ policy: BoardPolicy, session: any BoardSession) {
    self.board = board
    self.policy = policy
    self.session = session
    chip = board.chip ?? ChipID(derivedFrom: board.id.name)
    let expected = board.expectedHashRate ?? board.dialect.expectedHashRate
    meter = HashRateMeter(expecting: expected)
    effective = HashRateMeter(expecting: min(expected, board.rateLimit ?? expected))
  }

  mutating func handle(_ event: SupervisorEvent, at now: Uptime) -> SupervisorMove {
    switch event {
    case .power(let isOn): power(isOn, now)
    case .assign(let job): assign(job, now)
    case .withdraw: withdraw(now)
    case .release: release(now)
    case .retry: retry(now)
    case .due: due(now)
    case .alarm: alarm(now)
    case .answered(let bytes): answered(bytes, now)
    case .failed(let error, let took): failed(error, took, now)
    }
  }

  private mutating func power(_ isOn: Bool, _ now: Uptime) -> SupervisorMove {
    isPowered = isOn
    if isOn {
      guard mode == .off else { return SupervisorMove() }
      let start = now + (board.settlingTime ?? policy.settlingTime)
      mode = .starting(until: start)
      return SupervisorMove(step: .wait(until: start))
    }
    let lost = dropTask(.switchedOff)
    if case .quarantined = mode { return SupervisorMove(events: lost, step: .idle) }
    mode = .off
    pauses = 0
    return SupervisorMove(events: lost, step: .idle)
  }

  private mutating func assign(_ job: BoardJob, _ now: Uptime) -> SupervisorMove {
    if case .quarantined(let reason) = mode { return .only(.failed(job, .quarantined(reason))) }
    guard mode == .active(isReady: true), task == nil, held == nil else { return .only(.failed(job, .notReady)) }
    guard job.work.difficulty <= session.hardestDifficulty else {
      return .only(.failed(job, .tooDifficult(limit: session.hardestDifficulty)), .ready)
    }
    counters.jobs += 1
    return start(BoardTask(job, since: now), now)
  }

  /// The pool no longer waits for the job. A search cannot be stopped in every dialect: its answer is thrown away.
  private mutating func withdraw(_ now: Uptime) -> SupervisorMove {
    if held != nil {
      held = nil
      // Its elapsed time may still come.
      task?.isWithdrawn = true
      return mode == .active(isReady: true) ? .only(.ready) : SupervisorMove()
    }
    guard task != nil, case .active = mode else { return SupervisorMove() }
    task?.isWithdrawn = true
    return session.abort(at: now).map { judge($0, now) } ?? SupervisorMove()
  }

  private mutating func release(_ now: Uptime) -> SupervisorMove {
    guard case .quarantined = mode else { return SupervisorMove() }
    wrongInARow = 0
    suspicions = 0
    identityChanges = 0
    mode = .off
    return isPowered ? begin(fresh: false, now) : SupervisorMove()
  }

  private mutating func retry(_ now: Uptime) -> SupervisorMove {
    guard case .paused = mode else { return SupervisorMove() }
    pauses = 0
    return begin(fresh: false, now)
  }

  private mutating func due(_ now: Uptime) -> SupervisorMove {
    switch mode {
    case .starting: begin(fresh: true, now)
    case .paused, .deaf: begin(fresh: false, now)
    case .active: converse(.due, now)
    case .off, .quarantined: SupervisorMove(step: .idle)
    }
  }

  private mutating func answered(_ bytes: [UInt8], _ now: Uptime) -> SupervisorMove {
    counters.transactions += 1
    blockedFor = .zero
    return converse(.answered(bytes), now)
  }

  private mutating func failed(_ error: BusError, _ took: Duration, _ now: Uptime) -> SupervisorMove {
    counters.transactions += 1
    switch error {
    case .noAcknowledge: counters.notAcknowledged += 1
    case .timedOut: counters.busTimeouts += 1
    default: counters.otherBusErrors += 1
    }
    blockedFor += took
    return converse(.failed(error), now)
  }

  private mutating func begin(fresh: Bool, _ now: Uptime) -> SupervisorMove {
    mode = .active(isReady: false)
    return converse(.began(fresh: fresh), now)
  }

  /// Gives a task to a session that is ready.
  mutating func start(_ task: BoardTask, _ now: Uptime) -> SupervisorMove {
    var task = task
    task.attempts += 1
    self.task = task
    mode = .active(isReady: false)
    return converse(.assigned(task.work), now)
  }

  /// Passes an event to the session and judges what it reports. A report may end the conversation or begin a task anew:
  /// then that decides the step.
  mutating func converse(_ event: SessionEvent, _ now: Uptime) -> SupervisorMove {
    guard case .active = mode else { return SupervisorMove(step: .idle) }
    return judge(session.handle(event, at: now), now)
  }

  private mutating func judge(_ move: SessionMove, _ now: Uptime) -> SupervisorMove {
    var result = SupervisorMove(step: move.step)
    for report in move.reports {
      let judged = judge(report, now)
      result.events += judged.events
      result.step = judged.step ?? result.step
      result.alarm = judged.alarm ?? result.alarm
      guard case .active = mode else { break }
    }
    return result
  }

  /// Ends a task; one without an answer, for which somebody waits, is told of.
  mutating func dropTask(_ failure: BoardFailure) -> [BoardEvent] {
    defer { task = nil }
    guard let task, let job = task.poolJob, task.isOpen else { return [] }
    counters.failedJobs += 1
    return [.failed(job, failure)]
  }
}
