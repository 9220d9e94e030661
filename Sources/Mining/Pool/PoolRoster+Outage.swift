internal import Units

extension PoolRoster {
  /// A connection was lost, or could not be made, through no fault of the worker.
  mutating func noteLoss(_ worker: WorkerID, _ reason: PoolCloseReason, _ now: Uptime) {
    recentLosses.removeAll { now - $0 > .seconds(10) }
    recentLosses.append(now)
    if outage != nil {
      seats[worker]?.failures += 1
      return leadFailed(worker, now)
    }
    guard !isLoneLoss(reason) else { return retryLater(worker, now) }
    seats[worker]?.failures += 1
    failuresInARow += 1
    let wait = settings.backoff.wait(afterFailures: failuresInARow, using: &random)
    outage = Outage(since: now, attempts: failuresInARow, nextAttempt: now + wait)
    if failuresInARow > 1 { tryNextNode() }
  }

  /// One worker's connection dropped while the others go on: no outage. It comes back alone.
  private func isLoneLoss(_ reason: PoolCloseReason) -> Bool {
    switch reason {
    case .notConnected, .noBanner: return false
    default: break
    }
    let alive = seats.values.count { $0.session.map { $0.stage != .connecting && $0.stage != .greeting } ?? false }
    return alive > 0 && recentLosses.count <= alive
  }

  /// The worker that tried for all did not get a job.
  mutating func leadFailed(_ worker: WorkerID, _ now: Uptime) {
    guard outage?.lead == worker else { return }
    failuresInARow += 1
    outage?.lead = nil
    outage?.attempts += 1
    let wait = settings.backoff.wait(afterFailures: outage?.attempts ?? 1, using: &random)
    outage?.nextAttempt = now + wait
    tryNextNode()
  }

  private mutating func tryNextNode() {
    if nodes.count > 1 { nodeIndex = (nodeIndex + 1) % nodes.count }
    if failuresInARow >= 3, !areNodesAsked { askForNodes() }
  }

  mutating func askForNodes() {
    areNodesAsked = true
    outputs.append(.wantNodes)
  }

  /// A job came to the worker that tried for all: everybody may connect.
  mutating func endOutage(by worker: WorkerID) {
    guard let outage, outage.lead == worker else { return }
    self.outage = nil
    for worker in seats.keys {
      seats[worker]?.failures = 0
      seats[worker]?.retryAt = .zero
    }
    if outage.isAnnounced { tell(.poolUp) }
  }

  mutating func announceOutage(_ now: Uptime) {
    guard let outage, !outage.isAnnounced, !hasLiveSession, now >= outage.since + settings.downAfter else { return }
    self.outage?.isAnnounced = true
    tell(.poolDown(since: outage.since))
  }

  /// True when some worker still mines: what keeps others from connecting is no outage of the pool.
  private var hasLiveSession: Bool {
    seats.values.contains { seat in
      switch seat.session?.stage {
      case .asking, .mining, .reporting: true
      default: false
      }
    }
  }

  /// When the outage needs attention next.
  func outageDeadline(canTry: Bool) -> Uptime? {
    guard let outage else { return nil }
    let announcement = outage.isAnnounced || hasLiveSession ? nil : outage.since + settings.downAfter
    let attempt = outage.lead == nil && canTry ? outage.nextAttempt : nil
    return [announcement, attempt].compactMap { $0 }.min()
  }
}
