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
    return .only(.result(BoardResult(job: job, nonce: nonce, hashRate: meter.rate, chip: chip)))
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
