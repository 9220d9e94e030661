internal import Units

/// Judging answers (scenario 18): verified ones are published, wrong ones never.
extension BoardSupervisor {
  mutating func found(_ nonce: Int, _ doubtful: Bool, _ now: Uptime) -> SupervisorMove {
    guard let task else { return SupervisorMove() }
    guard task.isAnswered(by: nonce) else { return wrong(nonce, doubtful, task) }
    self.task?.verified = nonce
    wrongInARow = 0
    guard let job = task.poolJob else {
      suspicions += 1
      return .only(.selfTest(passed: true))
    }
    suspicions = 0
    counters.results += 1
    counters.hashes += nonce + 1
    guard !task.isWithdrawn else { return SupervisorMove() }
    return publish(HeldAnswer(job: job, nonce: nonce, since: task.since), now)
  }

  /// Publishes an answer, or holds it back until the rate limit bears it.
  private mutating func publish(_ answer: HeldAnswer, _ now: Uptime) -> SupervisorMove {
    guard let limit = board.rateLimit, limit.value > 0 else { return .only(result(answer, meter.rate)) }
    let time = answer.since + .seconds(Double(answer.nonce + 1) / limit.value)
    guard now < time else {
      effective.record(nonce: answer.nonce, elapsed: now - answer.since)
      return .only(result(answer, effective.rate))
    }
    held = answer
    return SupervisorMove(alarm: time)
  }

  /// The time of a held answer has come. The rate it reports is the effective one: tried nonces over the whole time.
  mutating func alarm(_ now: Uptime) -> SupervisorMove {
    guard let answer = held else { return SupervisorMove() }
    held = nil
    effective.record(nonce: answer.nonce, elapsed: now - answer.since)
    var events = [result(answer, effective.rate)]
    if let elapsed = answer.elapsed { events.append(.measured(answer.job, elapsed: elapsed)) }
    return SupervisorMove(events: mode == .active(isReady: true) ? events + [.ready] : events)
  }

  private func result(_ answer: HeldAnswer, _ rate: HashRate) -> BoardEvent {
    .result(BoardResult(job: answer.job, nonce: answer.nonce, hashRate: rate, chip: chip))
  }

  private mutating func wrong(_ nonce: Int, _ doubtful: Bool, _ task: BoardTask) -> SupervisorMove {
    // The state did not fit, so this may be the answer to an older job: no lie, try again.
    if doubtful { return SupervisorMove(events: tryAgain(or: .garbled)) }
    counters.wrongNonces += 1
    guard let job = task.poolJob else { return quarantine(.wrongAnswers) }
    wrongInARow += 1
    let news = BoardEvent.wrongNonce(job, nonce: nonce, inARow: wrongInARow)
    let isSuspect = wrongInARow >= policy.wrongNonceLimit
    return SupervisorMove(events: [news] + (isSuspect ? dropTask(.wrongNonce) : tryAgain(or: .wrongNonce)))
  }

  mutating func quarantine(_ reason: QuarantineReason) -> SupervisorMove {
    let wasTest = task.map { $0.poolJob == nil } ?? false
    let lost = dropTask(.quarantined(reason))
    mode = .quarantined(reason)
    return SupervisorMove(
      events: lost + (wasTest ? [.selfTest(passed: false)] : []) + [.quarantined(reason)], step: .idle)
  }
}
