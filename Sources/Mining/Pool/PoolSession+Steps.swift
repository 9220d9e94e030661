public import Units

extension PoolSession {
  /// When ``handle(_:at:)`` must be called at the latest; nil when only an event can move the session.
  public var deadline: Uptime? {
    let times = settings.times
    switch phase {
    case .connecting, .closed: return nil
    case .greeting(let since): return since + times.banner
    case .collecting(let since, let lastByte): return messageEnd(since, lastByte)
    case .idle: return isJobWanted ? min(pausedUntil, idleEnd) : idleEnd
    case .asking(let asking):
      let end = asking.sentAt + times.answer
      return asking.repeatAt.map { min($0, end) } ?? end
    case .holding(let holding):
      let end = holding.askedAt + times.job
      if holding.waitingNonce != nil { return holding.shareNotBefore.map { min($0, end) } ?? end }
      guard isJobWanted, !holding.isDelivered, let free = holding.deliverNotBefore else { return end }
      return min(free, end)
    case .reporting(let reporting):
      let end = reporting.sentAt + times.answer
      guard isJobWanted, case .due(let start) = reporting.early else { return end }
      return min(max(start, pausedUntil), end)
    }
  }

  /// Does what the time, or the board's wish, makes due.
  mutating func step(_ now: Uptime) {
    let times = settings.times
    switch phase {
    case .connecting, .closed: break
    case .greeting(let since): if now >= since + times.banner { finish(.noBanner) }
    case .collecting(let since, let lastByte): if now >= messageEnd(since, lastByte) { endMessage(now) }
    case .idle: stepIdle(now)
    case .asking(let asking): stepAsking(asking, now)
    case .holding(let holding): stepHolding(holding, now)
    case .reporting(let reporting): stepReporting(reporting, now)
    }
  }

  private mutating func endMessage(_ now: Uptime) {
    if let text = reader.endText() { actions.append(.message(text)) }
    phase = .idle
    stepIdle(now)
  }

  private mutating func stepIdle(_ now: Uptime) {
    if isJobWanted, isFree(now) {
      ask(now)
    } else if now >= idleEnd {
      if hasAsked { finish(.idle) } else { ask(now) }
    }
  }

  private mutating func stepAsking(_ asking: Asking, _ now: Uptime) {
    if let due = asking.repeatAt, now >= due {
      askAgain(asking, now)
    } else if now >= asking.sentAt + settings.times.answer {
      finish(.silence)
    }
  }

  private mutating func stepHolding(_ holding: Holding, _ now: Uptime) {
    if now >= holding.askedAt + settings.times.job {
      finish(.jobExpired)
    } else if let nonce = holding.waitingNonce, holding.shareNotBefore.map({ now >= $0 }) ?? true {
      sendShare(nonce, now)
    } else if isJobWanted, !holding.isDelivered {
      deliver(holding, now)
    }
  }

  /// Gives the job to the board. One that nobody asked for did not wait for the limit of shares a minute.
  private mutating func deliver(_ held: Holding, _ now: Uptime) {
    var holding = held
    let isWorthwhile = canFinish(holding, from: now)
    holding.deliverNotBefore = isWorthwhile ? limiter.blockedUntil(now) : nil
    if isWorthwhile, holding.deliverNotBefore == nil {
      holding.isDelivered = true
      isJobWanted = false
      actions.append(.deliver(holding.job, dueBy: holding.askedAt + settings.times.job))
    }
    phase = .holding(holding)
  }

  private mutating func stepReporting(_ reporting: Reporting, _ now: Uptime) {
    if now >= reporting.sentAt + settings.times.answer {
      finish(.silence)
    } else if isJobWanted, case .due(let start) = reporting.early, now >= start, isFree(now) {
      sendJob(now)
      phase = .reporting(Reporting(sentAt: reporting.sentAt, early: .sent(now)))
    }
  }

  /// True when neither a pause after a refusal nor the limit of shares a minute forbids the next job.
  private mutating func isFree(_ now: Uptime) -> Bool {
    if let until = limiter.blockedUntil(now) { pausedUntil = max(pausedUntil, until) }
    return now >= pausedUntil
  }

  /// Half of the range is the mean answer; a job that is not even likely to end in time is not started.
  private func canFinish(_ holding: Holding, from now: Uptime) -> Bool {
    now + meanLength(of: holding.job) < holding.askedAt + settings.times.job
  }

  /// The mean time this board needs for a job.
  func meanLength(of job: PoolJob) -> Duration {
    .seconds(Double(job.difficulty) * 50 / meter.rate.value)
  }

  private func messageEnd(_ since: Uptime, _ lastByte: Uptime?) -> Uptime {
    let limit = since + settings.times.messageLimit
    return lastByte.map { min($0 + settings.times.messageQuiet, limit) } ?? limit
  }

  /// Before the first JOB one is sent, wanted or not; later an idle worker leaves.
  private var idleEnd: Uptime {
    hasAsked ? lastSent + settings.times.idle : connectedAt + settings.times.firstJob
  }
}
