public import Units

/// All rules of the calendar, and what they ask for at a time. Pure.
public struct ScheduleBook: Sendable, Hashable {
  /// In the order of the file.
  public var rules: [ScheduleRule]
  /// So many days are looked at for the next change.
  static let horizon = 9

  /// Rules; by default none.
  public init(_ rules: [ScheduleRule] = []) {
    self.rules = rules
  }

  /// What they ask for at a time, and when that changes. Without a calendar no rule can apply.
  public func verdict(at wall: UnixTime?, in zone: LocalZone) -> ScheduleVerdict {
    guard let wall, !rules.isEmpty else { return ScheduleVerdict() }
    let spans = spans(around: wall, zone)
    var verdict = Self.verdict(at: wall, spans)
    // What begins on days not looked at is not known, so no change is told so late.
    let last = wall + .hours(24 * Double(Self.horizon - 1))
    let boundaries = Set(spans.flatMap { [$0.span.lowerBound, $0.span.upperBound] })
      .filter { $0 > wall && $0 < last }.sorted()
    verdict.changes = boundaries.first { !Self.verdict(at: $0, spans).isSame(as: verdict) }
    return verdict
  }

  private func spans(around wall: UnixTime, _ zone: LocalZone) -> [(rule: ScheduleRule, span: Range<UnixTime>)] {
    let today = zone.date(at: wall)
    return rules.flatMap { rule in
      (-1...Self.horizon).compactMap { day in
        rule.span(from: CalendarDate(today.midnight + .hours(24 * Double(day))), in: zone).map { (rule, $0) }
      }
    }
  }

  private static func verdict(
    at time: UnixTime, _ spans: [(rule: ScheduleRule, span: Range<UnixTime>)]
  ) -> ScheduleVerdict {
    var verdict = ScheduleVerdict()
    for (rule, span) in spans where span.contains(time) {
      if !verdict.names.contains(rule.name) { verdict.names.append(rule.name) }
      switch rule.demand {
      case .pause: verdict.isClosed = true
      case .night: verdict.savesBattery = true
      case .limit(let count): verdict.limit = min(verdict.limit ?? count, count)
      }
    }
    return verdict
  }
}
