internal import Units

extension PoolSession {
  mutating func receive(_ bytes: [UInt8], _ now: Uptime) {
    if case .collecting(let since, _) = phase {
      reader.collect(bytes)
      phase = .collecting(since: since, lastByte: now)
      return
    }
    for message in reader.take(bytes) where closeReason == nil {
      receive(message, now)
      step(now)
    }
  }

  private mutating func receive(_ message: PoolMessage, _ now: Uptime) {
    switch message {
    case .version, .text: receiveWords(message, now)
    case .job(let job): receiveJob(job, now)
    case .good: receiveVerdict(.accepted(paid: counts.accepted >= 10, lucky: false), now)
    case .block: receiveVerdict(.accepted(paid: counts.accepted >= 10, lucky: true), now)
    case .bad(let reason): receiveVerdict(.refused(PoolRefusal(reason: reason)), now)
    case .garbage: stray(.garbage)
    }
  }

  private mutating func receiveWords(_ message: PoolMessage, _ now: Uptime) {
    if case .greeting = phase { return greet(now) }
    guard case .text(let text) = message else { return stray(.outOfStep) }
    actions.append(.message(text))
    stray(.outOfStep)
    if case .asking(var asking) = phase, asking.repeatAt == nil {
      asking.repeatAt = now + settings.times.afterNodeMessage
      phase = .asking(asking)
    }
  }

  private mutating func greet(_ now: Uptime) {
    guard settings.asksForMessageOfTheDay else {
      phase = .idle
      return
    }
    actions.append(.send(PoolRequest.messageOfTheDay.bytes))
    phase = .collecting(since: now, lastByte: nil)
  }

  private mutating func receiveJob(_ job: PoolJob, _ now: Uptime) {
    switch phase {
    case .asking(let asking): accept(job, asking, now)
    case .idle: accept(job, Asking(sentAt: now, repeatAt: now), now)
    default: stray(.outOfStep)
    }
  }

  private mutating func accept(_ job: PoolJob, _ asking: Asking, _ now: Uptime) {
    lastJobAt = now
    guard meanLength(of: job) < .seconds(80) else { return finish(.jobTooHard(difficulty: job.difficulty)) }
    var holding = Holding(job: job, askedAt: asking.sentAt)
    if asking.isDoubtful {
      // Sooner than a round trip after the repeated JOB: this answers the first one, and the second will be judged.
      if let shortest = shortestRoundTrip, now - asking.sentAt < shortest * 0.7 { return spoil(asking) }
      holding.shareNotBefore = asking.sentAt + max(.seconds(1), (shortestRoundTrip ?? .zero) * 2)
    } else if asking.repeatAt == nil {
      noteRoundTrip(now - asking.sentAt)
    }
    phase = .holding(holding)
  }

  private mutating func spoil(_ asking: Asking) {
    var asking = asking
    asking.isSpoiled = true
    counts.abandonedJobs += 1
    phase = .asking(asking)
  }

  private mutating func receiveVerdict(_ verdict: ShareVerdict, _ now: Uptime) {
    if case .refused(let refusal) = verdict, refusal.handling == .stop {
      actions.append(.verdict(verdict))
      return finish(.refused(refusal))
    }
    switch phase {
    case .reporting(let reporting): conclude(reporting, verdict, now)
    case .asking(let asking) where asking.isDoubtful && verdict == .refused(.incorrectResult):
      recover(now)
    case .holding(let holding) where holding.shareNotBefore != nil && verdict == .refused(.incorrectResult):
      abandon(holding)
      recover(now)
    default: stray(.outOfStep)
    }
  }

  /// The repeated JOB was judged as a share: the job it hit is gone, the line is quiet again.
  private mutating func recover(_ now: Uptime) {
    counts.refused += 1
    phase = .idle
  }

  private mutating func conclude(_ reporting: Reporting, _ verdict: ShareVerdict, _ now: Uptime) {
    noteRoundTrip(now - reporting.sentAt)
    counts.count(verdict)
    actions.append(.verdict(verdict))
    strays = 0
    if case .sent(let sentAt) = reporting.early {
      phase = .asking(Asking(sentAt: sentAt, repeatAt: now + settings.times.earlyJobRecovery))
    } else {
      phase = .idle
    }
    switch verdict {
    case .accepted:
      refusalsInARow = 0
      if counts.accepted % 20 == 0 { tierSteps = 0 }
    case .refused(let refusal): obey(refusal, now)
    }
  }

  private mutating func noteRoundTrip(_ length: Duration) {
    shortestRoundTrip = shortestRoundTrip.map { min($0, length) } ?? length
    roundTrip = roundTrip.map { ($0 * 7 + length) / 8 } ?? length
  }

  /// Something came that nothing asked for. A few are passed over, then the connection is given up.
  private mutating func stray(_ reason: PoolCloseReason) {
    strays += 1
    if strays > 4 { finish(reason) }
  }
}
