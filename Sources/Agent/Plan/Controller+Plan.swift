internal import Power
internal import Units

/// Hours that were made a moment ago.
struct PlannedHours: Sendable {
  var hours: [PlanDocument.Hour]
  var until: Uptime
  var orders: [Int]
  var running: Int
}

extension Controller {
  /// Sun, boards and charge of the next 24 hours as they are intended now, with the words of the present decision.
  public func plan() async -> PlanDocument {
    let now = surroundings.timebase.now
    let hours = await upcomingHours(at: now)
    // The words last, so that they are those of this moment.
    return PlanDocument(
      time: surroundings.calendar.now?.description, decision: status().decision, plan: planSentence,
      weather: weatherSentence, gap: planGap,
      boards: configuration.boards.count, disconnect: configuration.rig.battery.disconnect.value, hours: hours)
  }

  private var planSentence: String? {
    guard planGap == nil, let wall = surroundings.calendar.now else { return nil }
    var copy = energy
    return copy.advice(at: wall, uptime: surroundings.timebase.now, running: runningCount).why
  }

  private var planGap: String? {
    guard surroundings.calendar.now != nil else {
      return "The clock is not set yet, so nobody knows when the sun shines."
    }
    guard hasEnergyView, let state = batteryState, state.soc != nil, state.mode != .unknown else {
      return "The battery's charge is not known yet, so nothing can be planned with it."
    }
    return nil
  }

  /// Made anew at the plan's next look, when an order changes, and when other boards run.
  private func upcomingHours(at now: Uptime) async -> [PlanDocument.Hour] {
    guard planGap == nil, let wall = surroundings.calendar.now else { return [] }
    let orders = owner.book.standing.map(\.id)
    if let kept = plannedHours, now < kept.until, kept.orders == orders, kept.running == runningCount {
      return kept.hours
    }
    let running = runningCount
    let material = PlanMaterial(
      energy: energy, rig: configuration.plannedRig, now: wall, zone: owner.zone, running: running,
      schedules: owner.schedules, will: will(at: now, wall: wall))
    let hours = await Task.detached(priority: .utility) { material.hours() }.value
    plannedHours = PlannedHours(hours: hours, until: now + .minutes(5), orders: orders, running: running)
    return hours
  }

  private func will(at now: Uptime, wall: UnixTime) -> PlanMaterial.Will {
    let wishes = owner.resolution.wishes
    let always = wall + .hours(48)
    func time(_ end: Uptime?) -> UnixTime { end.map { wall + ($0 - now) } ?? always }
    var will = PlanMaterial.Will()
    if let force = wishes.force { will.force = (force.count, time(force.until)) }
    if wishes.isPaused { will.pauseUntil = time(wishes.pauseEnds) }
    if let limit = wishes.limit { will.limit = (limit, limitEnd(limit, time(wishes.limitEnds), now, wall)) }
    if wishes.savesBattery { will.savesUntil = time(wishes.savingEnds) }
    if !wishes.pinned.isEmpty { will.pins = (wishes.pinned.count, time(wishes.pinsEnd)) }
    will.barred = wishes.barred.count
    if owner.resolution.isScheduleOverruled {
      will.scheduleOverruledUntil = time(owner.book.standing.last { $0.order.subject == .mode }?.deadline)
    }
    will.isLatched = governorState.latch != nil
    if let decision, decision.stage >= .off, !will.isLatched { will.offUntil = wall + .minutes(15) }
    return will
  }

  /// Nobody knows for how long a pool is out of reach; within the hour is as good a guess as any.
  private func limitEnd(_ limit: Int, _ end: UnixTime, _ now: Uptime, _ wall: UnixTime) -> UnixTime {
    guard case .down = poolTrouble, outsideLimit(at: now)?.boards == limit else { return end }
    return wall + .hours(1)
  }
}

/// `{"v":1,"op":"plan"}`
struct PlanOperation: ControlOperation {
  let agent: WeakController
  let name = "plan"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    guard let controller = agent.controller else { throw .stopping }
    return .line(await controller.plan().json())
  }
}
