internal import Units

extension PoolRoster {
  /// Connections allowed at once.
  var connectionLimit: Int {
    [settings.maximumConnections, ownerLimit, learntLimit].compactMap { $0 }.min() ?? 0
  }

  /// The workers that may have a connection: those that have one stay, then by number.
  var allowed: [WorkerID] {
    let sorted = seats.keys.sorted()
    let connected = sorted.filter { seats[$0]?.session != nil }
    let others = sorted.filter { seats[$0]?.session == nil && seats[$0]?.wantsConnection == true }
    return Array((connected + others).prefix(connectionLimit))
  }

  mutating func closeUnwanted(_ now: Uptime) {
    guard stopped != nil || seats.count > connectionLimit else { return }
    let kept = stopped == nil ? Set(allowed) : []
    for worker in seats.keys.sorted() where seats[worker]?.session != nil && !kept.contains(worker) {
      feed(worker, .leave, now)
    }
  }

  /// Opens what is due: during an outage one worker for all, else one after another with a little distance.
  mutating func openDue(_ now: Uptime) {
    guard stopped == nil else { return }
    let waiting = allowed.filter { seats[$0]?.session == nil }
    guard !waiting.isEmpty else { return }
    guard node != nil else { return lackNodes(now) }
    if let outage {
      guard outage.lead == nil, now >= outage.nextAttempt else { return }
      self.outage?.lead = waiting[0]
      return open(waiting[0], isLead: true, now)
    }
    guard now >= nextOpening, let next = waiting.first(where: { seats[$0].map { now >= $0.retryAt } ?? false })
    else { return }
    open(next, isLead: false, now)
  }

  private mutating func lackNodes(_ now: Uptime) {
    if !areNodesAsked { askForNodes() }
    if outage == nil { outage = Outage(since: now, attempts: 0, nextAttempt: now) }
  }

  private mutating func open(_ worker: WorkerID, isLead: Bool, _ now: Uptime) {
    guard var seat = seats[worker], let node else { return }
    linkNumber += 1
    let link = LinkID(worker: worker, number: linkNumber)
    seat.session = PoolSession(sessionSettings(of: seat, isLead: isLead), meter: seat.meter)
    seat.session?.setReading(reading)
    seat.link = link
    seat.connections += 1
    seats[worker] = seat
    nextOpening = now + settings.stagger * Double.random(in: 1...1.5, using: &random)
    if seat.isJobWanted { feed(worker, .jobWanted, now) }
    outputs.append(.open(link, node))
  }

  private func sessionSettings(of seat: Seat, isLead: Bool) -> PoolSessionSettings {
    var result = PoolSessionSettings(
      account: settings.account, tier: seat.settings.tier, software: settings.software,
      rig: seat.settings.name ?? settings.rig, chip: seat.settings.chip, walletID: walletID,
      expectedHashRate: seat.settings.expectedHashRate)
    result.isPipelining = settings.isPipelining
    result.sharesPerMinute = settings.sharesPerMinute
    result.times = settings.times
    let isAsking = seats.values.contains { $0.session?.settings.asksForMessageOfTheDay == true }
    result.asksForMessageOfTheDay = !hasMessageOfTheDay && !isAsking
    // Whoever tries for all asks at once: only a job proves that the pool works again.
    if isLead { result.times.firstJob = .zero }
    return result
  }

  // MARK: Too many workers

  /// Every worker is refused while there are too many, so one step at a time: the last one leaves, then it is seen.
  mutating func lowerLimit(_ now: Uptime) {
    guard now >= limitSettledAt else { return }
    let connected = seats.values.count { $0.session != nil }
    if learntLimit != nil { limitRelaxesAfter = min(limitRelaxesAfter * 2, .seconds(7200)) }
    learntLimit = max(0, min(connected, connectionLimit) - 1)
    limitSettledAt = now + .seconds(20)
    limitRelaxesAt = now + limitRelaxesAfter
    tell(.workerLimit(learntLimit))
  }

  mutating func relaxLimit(_ now: Uptime) {
    guard let limit = learntLimit, now >= limitRelaxesAt else { return }
    learntLimit = limit + 1 < max(seats.count, 1) ? limit + 1 : nil
    limitRelaxesAt = now + limitRelaxesAfter
    tell(.workerLimit(learntLimit))
  }
}
