internal import Bus
internal import Mining
internal import Power
internal import Units

/// The owner's hand. Every face gives orders here and nowhere else.
extension Controller {
  /// Takes an order, or says why not; a dry run changes nothing and says what would happen.
  ///
  /// - Throws: ``OverrideRefusal``; with ``OverrideRefusal/safety(_:_:)`` when the floor stands against it.
  public func order(_ request: OverrideRequest, isDryRun: Bool = false) throws(OverrideRefusal) -> OverrideOutcome {
    let (now, wall) = (surroundings.timebase.now, surroundings.calendar.now)
    ended(owner.advance(to: now, wall: wall), at: now)
    do throws(OverrideRefusal) {
      var book = owner.book
      let (taken, replaced) = try book.take(request, of: orderRig(now, wall), at: now, wall: wall, zone: owner.zone)
      if request.order.runsBoards, let reason = safetyReason(at: now) { throw .safety(request.order, reason) }
      let outcome = OverrideOutcome(
        taken: taken, replaced: replaced, notes: notes(taken, replaced, book.standing, now),
        forecast: forecast(taken, at: now, wall: wall))
      guard !isDryRun else { return outcome }
      owner.book = book
      storeOrders(at: now, wall: wall)
      resolve(at: now)
      endJobs(because: taken.order)
      tell(.init(kind: .taken, id: taken.id, order: taken.order, origin: taken.origin, text: endWords(taken, now)))
      for old in replaced {
        tell(.init(kind: .ended, id: old.id, order: old.order, origin: old.origin, text: "replaced by \(taken.name)"))
      }
      return outcome
    } catch {
      if !isDryRun {
        tell(.init(kind: .refused, order: request.order, origin: request.origin, text: "\(error)"))
      }
      throw error
    }
  }

  /// Clears one order, or all with nil; returns what stood.
  public func clearOrders(_ id: Int?, by origin: OverrideOrigin) throws(OverrideRefusal) -> [Override] {
    let now = surroundings.timebase.now
    let endings = try owner.book.clear(id, by: origin)
    ended(endings, at: now)
    resolve(at: now)
    return endings.map(\.order)
  }

  /// Calls back whenever an order is taken, ends or is refused, on the control task.
  public func listenToOrders(_ listener: @escaping @Sendable (OverrideEvent) -> Void) {
    orderListeners.append(listener)
  }

  /// Orders, schedules and pool as the governor is told them in this cycle.
  func ownerWishes(at now: Uptime) -> OwnerWishes {
    let wall = surroundings.calendar.now
    ended(owner.advance(to: now, wall: wall), at: now)
    tendJobs()
    var wishes = resolve(at: now)
    wishes.barred.formUnion(jobBook.through)
    limitConnections(to: owner.resolution.connections)
    if owner.isStoreDue(at: now, wall: wall) { storeOrders(at: now, wall: wall) }
    tellOwnerTroubles(wall)
    return wishes
  }

  private func tellOwnerTroubles(_ wall: UnixTime?) {
    condition(
      "orders.broken",
      owner.isPausedByBrokenFile
        ? "The file of the owner's orders was broken, so mining is paused; \"akkurat override clear\" ends it." : nil)
    condition(
      "schedule.clock",
      wall == nil && !owner.schedules.rules.isEmpty
        ? "The clock is not set, so no schedule applies until it is." : nil)
  }

  /// An order to run ends at the floor: it does not come back with the sun (scenario 11).
  func endOrdersAtTheFloor(at now: Uptime) {
    guard let decision, decision.stage >= .off, owner.book.standing.contains(where: \.order.runsBoards) else { return }
    let isFloorCharge = if case .belowFloorCharge = decision.reason { true } else { false }
    guard governorState.latch != nil || isFloorCharge else { return }
    ended(owner.book.endRunning(because: "the safety floor was reached"), at: now)
  }

  @discardableResult
  private func resolve(at now: Uptime) -> OwnerWishes {
    owner.resolve(at: now, wall: surroundings.calendar.now, outside: outsideLimit(at: now), boards: boardNames)
  }

  private var boardNames: [String] { configuration.boards.map(\.name) }

  private func orderRig(_ now: Uptime, _ wall: UnixTime?) -> OverrideBook.Rig {
    let places = Dictionary(grouping: configuration.boards) { Int($0.address.value) }
    return OverrideBook.Rig(
      boards: boardNames, addresses: places.compactMapValues { $0.count == 1 ? $0[0].name : nil },
      connections: configuration.pool.fleet.maximumConnections,
      started: wall.map { $0 + (started - now) })
  }

  /// Why nothing may run now; data that only has to stay good for some seconds more is no reason to refuse.
  private func safetyReason(at now: Uptime) -> Reason? {
    switch governor.refusal(snapshot(at: now), governorState) {
    case .recovering, nil: nil
    case let reason?: reason
    }
  }

  private func limitConnections(to limit: Int?) {
    guard limit != toldConnections else { return }
    toldConnections = limit
    fleet?.limitConnections(to: limit)
  }

  private func ended(_ endings: [OverrideBook.Ending], at now: Uptime) {
    guard !endings.isEmpty else { return }
    storeOrders(at: now, wall: surroundings.calendar.now)
    for ending in endings {
      let old = ending.order
      tell(.init(kind: .ended, id: old.id, order: old.order, origin: old.origin, text: ending.why))
    }
  }

  /// Stores the orders at once.
  func storeOrders(at now: Uptime, wall: UnixTime?) {
    let failure = owner.store(at: now, wall: wall)
    condition("state.orders", failure.map { "The owner's orders cannot be stored: \($0)." })
  }

  private func tell(_ event: OverrideEvent) {
    log.info(
      "order \(event.kind.rawValue)",
      [
        "order": event.order.words, "id": event.id.map { "o\($0)" } ?? "none", "by": event.origin.who,
        "from": event.origin.face, "why": event.text,
      ])
    noteEvent(
      .order, event.id.map { "o\($0)" } ?? "", "\(event.order.words): \(event.kind.rawValue), \(event.text)",
      by: "\(event.origin.who) by \(event.origin.face)")
    let now = surroundings.timebase.now
    recorder?.note(
      .override, of: event.id.map { "o\($0)" } ?? "", "\(event.order.words): \(event.kind.rawValue), \(event.text)",
      by: "\(event.origin.who) by \(event.origin.face)",
      value: owner.book.standing.first { $0.id == event.id }?.remaining(at: now)?.inSeconds, at: now)
    for listener in orderListeners { listener(event) }
  }

  private func endWords(_ order: Override, _ now: Uptime) -> String {
    order.remaining(at: now).map { "for \($0.brief)" } ?? "until it is cleared"
  }
}

/// What an owner is told about an order.
extension Controller {
  private func notes(_ taken: Override, _ replaced: [Override], _ standing: [Override], _ now: Uptime) -> [String] {
    let outside = outsideLimit(at: now)
    let result = OwnerResolver.resolve(
      standing,
      .init(
        now: now, wall: surroundings.calendar.now, schedule: owner.schedule, outside: outside, boards: boardNames))
    var notes = replaced.map { "It replaces \($0.name) (\($0.order.words), by \($0.origin.who))." }
    if let why = result.idle[taken.id] { notes.append("It does not act now: \(why).") }
    if result.isScheduleOverruled { notes.append("It stands above the schedule: \(owner.schedule.words).") }
    if taken.order.runsBoards, let limit = result.wishes.limit, result.idle[taken.id] == nil,
      limit < wantedCount(taken.order)
    {
      notes.append("At most \(limit) may run: \(result.wishes.limitCause).")
    }
    if taken.order.runsBoards, case .recovering(let rest) = governor.refusal(snapshot(at: now), governorState) {
      notes.append("It begins when the battery's data has stayed good for another \(rest.brief).")
    }
    return notes
  }

  private func wantedCount(_ order: OverrideOrder) -> Int {
    switch order {
    case .boards(let count): count
    case .boost: configuration.boards.count
    case .board: 1
    case .pause, .night, .auto, .connections: 0
    }
  }

  /// What it would cost to run the boards of an order until its end.
  private func forecast(_ order: Override, at now: Uptime, wall: UnixTime?) -> OverrideForecast? {
    guard order.order.runsBoards, let length = order.remaining(at: now) else { return nil }
    let rig = configuration.plannedRig
    let reserve = max(rig.battery.disconnect, configuration.protection.floorCharge ?? rig.battery.disconnect)
    var forecast = OverrideForecast(
      boards: min(wantedCount(order.order), configuration.boards.count), length: length, rig: rig, reserve: reserve)
    guard hasEnergyView, let wall, let charge, batteryState?.soc != nil else { return forecast }
    forecast.follow(rig: rig, charge: charge, from: wall, sun: energy.expectedSun)
    return forecast
  }
}
