internal import Power
internal import Units

extension Controller {
  /// The orders that stand, each with what it does now.
  func overrideParts(at now: Uptime) -> [OverridePart] {
    let wall = surroundings.calendar.now
    return owner.book.standing.map {
      OverridePart($0, at: now, wall: wall, zone: owner.zone, idle: idleWords($0))
    }
  }

  /// Why an order does not act: what the resolver says, or what safety says.
  private func idleWords(_ item: Override) -> String? {
    if let words = owner.resolution.idle[item.id] { return words }
    guard item.order.runsBoards, let decision, decision.stage >= .off else { return nil }
    return "safety: \(decision.reason)"
  }

  /// What the schedules ask for; nil where none is configured.
  var schedulePart: SchedulePart? {
    guard !owner.schedules.rules.isEmpty else { return nil }
    let verdict = owner.schedule
    return SchedulePart(
      rules: verdict.names, words: verdict.words, overruled: owner.resolution.isScheduleOverruled,
      changes: verdict.changes?.description,
      changesLocal: verdict.changes.map { "\(owner.zone.date(at: $0)) \(owner.zone.clock(at: $0))" })
  }
}
