internal import Power
internal import Units

/// What the hours ahead are made of, taken at one moment; making them takes a while and needs nobody's thread.
struct PlanMaterial: Sendable {
  /// Orders and limits with their ends on the calendar.
  struct Will: Sendable {
    /// Exactly so many boards until then.
    var force: (count: Int, until: UnixTime)?
    /// None until then.
    var pauseUntil: UnixTime?
    /// At most so many until then.
    var limit: (count: Int, until: UnixTime)?
    /// The battery is kept for the host until then.
    var savesUntil: UnixTime?
    /// At least so many until then.
    var pins: (count: Int, until: UnixTime)?
    /// So many never.
    var barred = 0
    /// Schedules do not count until then.
    var scheduleOverruledUntil: UnixTime?
    /// Safety keeps everything off until the battery is at the reconnect level.
    var isLatched = false
    /// Nothing runs until then, whatever the reason.
    var offUntil: UnixTime?
  }

  var energy: EnergyPlanner
  var rig: RigDescription
  var now: UnixTime
  var zone: LocalZone
  var running: Int
  var schedules: ScheduleBook
  var will: Will

  /// The hours.
  func hours() -> [PlanDocument.Hour] {
    let second = zone.wallClock(at: now).seconds
    let begin = now + .seconds((second / 3600).rounded(.down) * 3600 - second)
    let starts = (0..<24).map { begin + .hours(Double($0)) }
    var isLatched = will.isLatched
    var last = now
    let walked = PlanWalk(energy, rig: rig, at: now, running: running).hours(starts) { moment in
      // Three paths are walked one after the other; each begins with the latch as it is.
      if moment.time < last { isLatched = will.isLatched }
      last = moment.time
      if moment.charge >= rig.battery.reconnect.value { isLatched = false }
      return isLatched ? 0 : boards(at: moment)
    }
    let efficiency = max(0.1, rig.chargerEfficiency)
    return walked.map { hour in
      PlanDocument.Hour(
        time: hour.start.description, local: zone.clock(at: hour.start), panelW: Self.cut(hour.sun / efficiency),
        panelLowW: Self.cut(hour.sunLow / efficiency), panelHighW: Self.cut(hour.sunHigh / efficiency),
        boards: hour.boards, stateOfCharge: Self.cut(hour.charge), chargeLow: Self.cut(hour.chargeLow),
        chargeHigh: Self.cut(hour.chargeHigh))
    }
  }

  /// Three decimals are more than any of it is worth.
  private static func cut(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

  /// The plan's number after safety, orders and schedules.
  private func boards(at moment: PlanWalk.Moment) -> Int {
    func holds(_ end: UnixTime?) -> Bool { end.map { moment.time < $0 } ?? false }
    if holds(will.offUntil) || holds(will.pauseUntil) { return 0 }
    var most = rig.boardCount - will.barred
    if let limit = will.limit, holds(limit.until) { most = min(most, limit.count) }
    if let force = will.force, holds(force.until) { return max(0, min(force.count, most)) }
    var wanted = moment.advised
    var saves = holds(will.savesUntil)
    if !holds(will.scheduleOverruledUntil) {
      let verdict = schedules.verdict(at: moment.time, in: zone)
      if verdict.isClosed { wanted = 0 }
      saves = saves || verdict.savesBattery
      if let limit = verdict.limit { wanted = min(wanted, limit) }
    }
    if saves, moment.charge < 0.99 { wanted = 0 }
    if let pins = will.pins, holds(pins.until) { wanted = max(wanted, pins.count) }
    return max(0, min(wanted, most))
  }
}
