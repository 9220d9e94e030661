internal import Units

/// What a session's reports lead to.
extension BoardSupervisor {
  mutating func judge(_ report: SessionReport, _ now: Uptime) -> SupervisorMove {
    switch report {
    case .ready: ready(now)
    case .identified(let chip): identified(chip, now)
    case .unstableIdentity: quarantine(.unstableIdentity)
    case .found(let nonce, let doubtful): found(nonce, doubtful, now)
    case .nothingFound: nothingFound()
    case .measured(let elapsed): measured(elapsed)
    case .rebooted: rebooted(now)
    case .deaf: deaf(now)
    case .lost(let failure): lost(failure, now)
    case .health(let health): .only(.health(health))
    case .temperature(let celsius): .only(.temperature(celsius))
    }
  }

  private mutating func ready(_ now: Uptime) -> SupervisorMove {
    mode = .active(isReady: true)
    pauses = 0
    var events: [BoardEvent] = []
    if isMissed { events.append(.recovered) }
    isMissed = false
    if !isIdentified { events.append(.identified(chip)) }
    isIdentified = true
    return next(after: events, now)
  }

  /// What a ready board does: its job once more, its self-test, or wait.
  private mutating func next(after events: [BoardEvent], _ now: Uptime) -> SupervisorMove {
    var events = events
    if let task, task.wantsRetry, task.isOpen {
      var again = task
      again.wantsRetry = false
      return following(events, start(again, now))
    }
    events += dropTask(.notFound)
    if wrongInARow >= policy.wrongNonceLimit {
      guard suspicions < 2 else { return following(events, quarantine(.wrongAnswers)) }
      counters.selfTests += 1
      return following(events, start(BoardTask(selfTest: counters.selfTests, since: now), now))
    }
    return SupervisorMove(events: held == nil ? events + [.ready] : events)
  }

  private func following(_ events: [BoardEvent], _ move: SupervisorMove) -> SupervisorMove {
    SupervisorMove(events: events + move.events, step: move.step, alarm: move.alarm)
  }

  private mutating func identified(_ chip: ChipID, _ now: Uptime) -> SupervisorMove {
    if isIdentified && chip != self.chip {
      identityChanges += 1
      if identityChanges >= 2 { return quarantine(.unstableIdentity) }
    }
    let isNews = !isIdentified || chip != self.chip
    self.chip = chip
    isIdentified = true
    return isNews ? .only(.identified(chip)) : SupervisorMove()
  }

  private mutating func measured(_ elapsed: Duration?) -> SupervisorMove {
    guard let task, let nonce = task.verified, let elapsed else { return SupervisorMove() }
    meter.record(nonce: nonce, elapsed: elapsed)
    guard let job = task.poolJob, !task.isWithdrawn else { return SupervisorMove() }
    if held != nil {
      held?.elapsed = elapsed
      return SupervisorMove()
    }
    return .only(.measured(job, elapsed: elapsed))
  }

  private mutating func nothingFound() -> SupervisorMove {
    counters.nothingFound += 1
    guard let task else { return SupervisorMove() }
    guard let job = task.poolJob else { return quarantine(.wrongAnswers) }
    return .init(events: [.nothingFound(job)] + tryAgain(or: .notFound))
  }

  /// Keeps the task for another attempt, or gives it up.
  mutating func tryAgain(or failure: BoardFailure) -> [BoardEvent] {
    guard let task, task.isOpen else { return [] }
    guard task.attempts < policy.attempts else { return dropTask(failure) }
    self.task?.wantsRetry = true
    return []
  }

  /// A reset in the middle of a job: nearly always the supply broke down (scenario 16).
  private mutating func rebooted(_ now: Uptime) -> SupervisorMove {
    counters.brownOuts += 1
    brownOuts = recentBrownOuts(now) + [now]
    return SupervisorMove(events: [.brownOut(recent: brownOuts.count)] + tryAgain(or: .rebooted))
  }

  /// The resets that still count.
  func recentBrownOuts(_ now: Uptime) -> [Uptime] { brownOuts.filter { now - $0 < policy.brownOutWindow } }
}
