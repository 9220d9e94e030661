internal import Units

extension PoolSession {
  /// Asks for a job on a quiet line.
  mutating func ask(_ now: Uptime) {
    sendJob(now)
    phase = .asking(Asking(sentAt: now))
  }

  /// Asks once more, at most three times.
  mutating func askAgain(_ asking: Asking, _ now: Uptime) {
    guard asking.repeats < 3 else { return finish(.outOfStep) }
    sendJob(now)
    phase = .asking(Asking(sentAt: now, repeats: asking.repeats + 1, isDoubtful: true))
  }

  /// Writes a JOB without changing the phase.
  mutating func sendJob(_ now: Uptime) {
    hasAsked = true
    send(.job(settings.account, settings.tier, reading), now)
  }

  /// Takes the board's number, unless its job is void by now or it cannot be an answer.
  mutating func found(_ nonce: Int, _ job: PoolJob, _ elapsed: Duration, _ now: Uptime) {
    guard case .holding(var holding) = phase, holding.isDelivered, holding.job == job,
      holding.waitingNonce == nil
    else { return }
    guard job.allows(nonce) else {
      counts.impossibleNonces += 1
      return
    }
    meter.record(nonce: nonce, elapsed: elapsed)
    holding.waitingNonce = nonce
    phase = .holding(holding)
  }

  /// Writes the share with all six fields.
  mutating func sendShare(_ nonce: Int, _ now: Uptime) {
    let share = PoolShare(
      nonce: nonce, hashRate: meter.rate, software: settings.software, rig: settings.rig, chip: settings.chip,
      walletID: settings.walletID)
    send(.share(share), now)
    limiter.note(now)
    let early: EarlyJob = settings.isPipelining ? .due(now + settings.times.earlyJobGap) : .never
    phase = .reporting(Reporting(sentAt: now, early: early))
  }

  /// A board that wants a job while one is held lost it: it gets the same again.
  mutating func wantJob(_ now: Uptime) {
    isJobWanted = true
    guard case .holding(var holding) = phase, holding.isDelivered, holding.waitingNonce == nil else { return }
    holding.isDelivered = false
    phase = .holding(holding)
  }

  private mutating func send(_ request: PoolRequest, _ now: Uptime) {
    actions.append(.send(request.bytes))
    lastSent = now
  }
}
