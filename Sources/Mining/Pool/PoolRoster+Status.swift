internal import Units

extension PoolRoster {
  /// When `handle(.timeReached)` must come at the latest; nil when only an input can move anything.
  var deadline: Uptime? {
    var times = seats.values.compactMap { $0.session?.deadline }
    if learntLimit != nil { times.append(limitRelaxesAt) }
    guard stopped == nil else { return times.min() }
    let waiting = allowed.compactMap { seats[$0] }.filter { $0.session == nil }
    if outage != nil {
      outageDeadline(canTry: !waiting.isEmpty && node != nil).map { times.append($0) }
    } else if node != nil, let first = waiting.map(\.retryAt).min() {
      times.append(max(first, nextOpening))
    }
    return times.min()
  }

  /// Where a worker stands.
  func stage(of worker: WorkerID, isAllowed: Bool) -> PoolWorkerStage {
    guard let seat = seats[worker] else { return .resting }
    if let session = seat.session { return .session(session.stage) }
    if let stopped { return .stopped(stopped) }
    if !seat.wantsConnection { return .resting }
    if !isAllowed { return .overLimit }
    if outage != nil { return .waitingForPool }
    return .waiting(until: max(seat.retryAt, nextOpening), seat.lastReason)
  }

  mutating func tellStages(_ now: Uptime) {
    let allowed = Set(self.allowed)
    for worker in seats.keys.sorted() {
      let stage = stage(of: worker, isAllowed: allowed.contains(worker))
      guard seats[worker]?.toldStage != stage else { continue }
      seats[worker]?.toldStage = stage
      tell(.entered(worker, stage))
    }
  }

  /// Everything at this moment.
  var status: PoolFleetStatus {
    let allowed = Set(self.allowed)
    let workers = seats.keys.sorted().compactMap { worker in
      seats[worker].map { seat in
        PoolFleetStatus.Worker(
          worker: worker, stage: stage(of: worker, isAllowed: allowed.contains(worker)), counts: seat.counts,
          hashRate: (seat.session?.meter ?? seat.meter).rate, tier: seat.session?.tier ?? seat.settings.tier,
          roundTrip: seat.session?.roundTrip, connections: seat.connections)
      }
    }
    return PoolFleetStatus(
      node: node, unreachableSince: outage?.since, nextAttempt: outage?.nextAttempt, stopped: stopped,
      connectionLimit: connectionLimit, workers: workers, total: workers.map(\.counts).reduce(goneCounts, +))
  }
}

extension PoolRoster.Seat {
  var counts: ShareCounts { session.map { pastCounts + $0.counts } ?? pastCounts }
}
