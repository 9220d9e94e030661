internal import Units

extension PoolRoster {
  /// Passes an event of a connection on, unless the connection is an old one.
  mutating func feed(_ link: LinkID, _ event: PoolSession.Event, _ now: Uptime) {
    guard seats[link.worker]?.link == link else { return }
    feed(link.worker, event, now)
  }

  mutating func feed(_ worker: WorkerID, _ event: PoolSession.Event, _ now: Uptime) {
    guard let actions = seats[worker]?.session?.handle(event, at: now) else { return }
    for action in actions { perform(action, worker, now) }
  }

  private mutating func perform(_ action: PoolSession.Action, _ worker: WorkerID, _ now: Uptime) {
    switch action {
    case .send(let bytes):
      if let link = seats[worker]?.link { outputs.append(.write(link, bytes)) }
    case .deliver(let job, let dueBy):
      seats[worker]?.isJobWanted = false
      tell(.job(worker, job, dueBy: dueBy))
    case .withdraw(let job): tell(.withdrawn(worker, job))
    case .verdict(let verdict): note(verdict, worker, now)
    case .message(let text): tell(.message(text))
    case .close(let reason): sessionEnded(worker, reason, now)
    case .entered(let stage): note(stage, worker)
    }
  }

  private mutating func note(_ stage: PoolSession.Stage, _ worker: WorkerID) {
    switch stage {
    case .idle, .asking: hasMessageOfTheDay = true
    case .mining: endOutage(by: worker)
    default: break
    }
  }

  private mutating func note(_ verdict: ShareVerdict, _ worker: WorkerID, _ now: Uptime) {
    tell(.verdict(worker, verdict))
    switch verdict {
    case .accepted:
      seats[worker]?.failures = 0
      failuresInARow = 0
    case .refused(.tooManyWorkers): lowerLimit(now)
    case .refused: break
    }
  }

  private mutating func sessionEnded(_ worker: WorkerID, _ reason: PoolCloseReason, _ now: Uptime) {
    guard var seat = seats[worker], let session = seat.session, let link = seat.link else { return }
    outputs.append(.close(link))
    seat.pastCounts = seat.pastCounts + session.counts
    seat.meter = session.meter
    seat.settings.tier = session.tier
    seat.session = nil
    seat.link = nil
    seat.lastReason = reason
    seats[worker] = seat
    plan(worker, after: reason, now)
  }

  /// What an ended session means for the worker's next one.
  private mutating func plan(_ worker: WorkerID, after reason: PoolCloseReason, _ now: Uptime) {
    switch reason {
    case .notNeeded:
      if outage?.lead == worker { outage?.lead = nil }
    case .idle, .jobExpired:
      let isJobWanted = seats[worker]?.isJobWanted ?? false
      seats[worker]?.wantsConnection = isJobWanted
      leadFailed(worker, now)
    case .refused(let refusal): stop(.refused(refusal))
    case _ where reason.isOutage: noteLoss(worker, reason, now)
    default: retryLater(worker, leastFailures: reason == .tierMismatch ? 7 : 1, now)
    }
  }

  mutating func retryLater(_ worker: WorkerID, leastFailures: Int = 1, _ now: Uptime) {
    guard var seat = seats[worker] else { return }
    seat.failures = max(seat.failures + 1, leastFailures)
    seat.retryAt = now + settings.backoff.wait(afterFailures: seat.failures, using: &random)
    seats[worker] = seat
    leadFailed(worker, now)
  }

  /// Ends everything until the owner has changed something.
  mutating func stop(_ reason: PoolStopReason) {
    guard stopped == nil else { return }
    stopped = reason
    tell(.stopped(reason))
  }
}
