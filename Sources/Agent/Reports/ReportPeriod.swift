public import Units

/// The stretch of calendar time that a report covers, by the wall clock where the rig stands.
public struct ReportPeriod: Sendable, Hashable {
  /// Periods of the calendar, and any other.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// From midnight to midnight.
    case day
    /// From Monday to Sunday.
    case week
    /// A calendar month.
    case month
    /// A calendar year.
    case year
    /// From one moment to another.
    case span
  }

  /// Which one.
  public var kind: Kind
  /// As a headline: `Week 47, 16 to 22 Nov 2026`.
  public var title: String
  /// The first moment.
  public var since: UnixTime
  /// The first moment after it.
  public var until: UnixTime

  /// The period of a calendar that holds a moment, or an earlier one.
  ///
  /// - Parameter ago: 0 for the one that holds the moment, 1 for the one before it, and so on.
  /// - Returns: nil for ``Kind/span``, which needs two moments.
  public init?(_ kind: Kind, of moment: UnixTime, ago: Int = 0, in calendar: LocalCalendar) {
    let day = calendar.moment(moment).date
    guard let first = Self.first(kind, day, ago), let next = Self.first(kind, day, ago - 1) else { return nil }
    self.kind = kind
    since = calendar.start(of: first)
    until = calendar.start(of: next)
    title = Self.title(kind, first: first, last: next.adding(days: -1))
  }

  /// From one moment to another; nil when the second is not after the first.
  public init?(from since: UnixTime, to until: UnixTime, in calendar: LocalCalendar) {
    guard until > since else { return nil }
    kind = .span
    self.since = since
    self.until = until
    title = "\(Self.words(since, calendar)) to \(Self.words(until, calendar))"
  }

  /// The first day of the period that holds a day.
  private static func first(_ kind: Kind, _ day: CalendarDate, _ ago: Int) -> CalendarDate? {
    switch kind {
    case .day: return day.adding(days: -ago)
    case .week: return day.adding(days: -day.weekday - 7 * ago)
    case .month:
      let months = day.year * 12 + day.month - 1 - ago
      return CalendarDate(year: months / 12, month: months % 12 + 1, day: 1)
    case .year: return CalendarDate(year: day.year - ago, month: 1, day: 1)
    case .span: return nil
    }
  }

  private static func title(_ kind: Kind, first: CalendarDate, last: CalendarDate) -> String {
    switch kind {
    case .day: "\(LocalCalendar.weekdays[first.weekday]) \(words(first))"
    case .week: "Week \(first.isoWeek.week), \(range(first, last))"
    case .month: "\(LocalCalendar.monthNames[first.month - 1]) \(first.year)"
    case .year: "\(first.year)"
    case .span: range(first, last)
    }
  }

  private static func range(_ first: CalendarDate, _ last: CalendarDate) -> String {
    if first.year != last.year { return "\(words(first)) to \(words(last))" }
    if first.month != last.month { return "\(first.day) \(LocalCalendar.months[first.month - 1]) to \(words(last))" }
    return "\(first.day) to \(words(last))"
  }

  private static func words(_ date: CalendarDate) -> String {
    "\(date.day) \(LocalCalendar.months[date.month - 1]) \(date.year)"
  }

  private static func words(_ time: UnixTime, _ calendar: LocalCalendar) -> String {
    let moment = calendar.moment(time)
    guard moment.hour != 0 || moment.minute != 0 else { return words(moment.date) }
    return "\(words(moment.date)) \(LocalCalendar.two(moment.hour)):\(LocalCalendar.two(moment.minute))"
  }
}

extension ReportPeriod {
  /// A name for files: `2026-11-22`, `2026-W47`, `2026-11`, `2026`, `2026-11-03-to-2026-11-09`.
  public func fileName(in calendar: LocalCalendar) -> String {
    let first = calendar.moment(since).date
    switch kind {
    case .day: return "\(first)"
    case .week: return "\(first.isoWeek.year)-W\(LocalCalendar.two(first.isoWeek.week))"
    case .month: return String("\(first)".prefix(7))
    case .year: return "\(first.year)"
    case .span: return "\(first)-to-\(calendar.moment(until + .seconds(-1)).date)"
    }
  }
}
