internal import Units

/// One rule of the calendar: what it asks for, and when.
public struct ScheduleRule: Sendable, Hashable {
  /// What a rule may ask for.
  public enum Demand: Sendable, Hashable {
    /// Nothing runs.
    case pause
    /// The battery is kept for the host: boards run only while it is full.
    case night
    /// At most so many boards.
    case limit(Int)
  }

  /// A day of the year, whatever the year.
  public struct YearDay: Sendable, Hashable, Comparable {
    /// 1–12.
    public let month: Int
    /// 1–31.
    public let day: Int

    /// Reads `11-01`; nil when there is no such day, the 29th of February included.
    public init?(_ text: String) {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      guard text.utf8.count == 5, parts.count == 2, let month = parts[0], let day = parts[1], (1...12).contains(month),
        (1...lengths[month - 1]).contains(day)
      else { return nil }
      self.month = month
      self.day = day
    }

    init(_ date: CalendarDate) {
      month = date.month
      day = date.day
    }

    public static func < (left: YearDay, right: YearDay) -> Bool {
      (left.month, left.day) < (right.month, right.day)
    }
  }

  /// Days of the week.
  public enum Weekday: Int, Sendable, Hashable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The weekday of a date. Source: 1970-01-01 was a Thursday.
    init(_ date: CalendarDate) {
      let days = Int((date.midnight.seconds / 86400).rounded())
      self = Self.allCases[((days + 3) % 7 + 7) % 7]
    }
  }

  /// The owner's name for it.
  public var name: String
  /// What it asks for.
  public var demand: Demand
  /// From this time on the clock on the wall …
  public var from: TimeOfDay?
  /// … to this one, of the next day where it is not later; neither: all day.
  public var to: TimeOfDay?
  /// The days on which it begins.
  public var days: Set<Weekday>
  /// First and last day of the season in which it begins; the last may lie in the next year. Nil: all year.
  public var season: (first: YearDay, last: YearDay)?

  /// A rule; without other words on every day of the year, all day.
  public init(
    name: String, demand: Demand, from: TimeOfDay? = nil, to: TimeOfDay? = nil,
    days: Set<Weekday> = Set(Weekday.allCases), season: (first: YearDay, last: YearDay)? = nil
  ) {
    self.name = name
    self.demand = demand
    self.from = from
    self.to = to
    self.days = days
    self.season = season
  }

  /// Whether it begins on a day.
  func begins(on date: CalendarDate) -> Bool {
    guard days.contains(Weekday(date)) else { return false }
    guard let season else { return true }
    let day = YearDay(date)
    return season.first <= season.last
      ? day >= season.first && day <= season.last : day >= season.first || day <= season.last
  }

  /// From when to when it applies, if it begins on this day. In the hour that is repeated in autumn it lasts longer
  /// rather than shorter; a time that is skipped in spring is the moment of the skip.
  func span(from date: CalendarDate, in zone: LocalZone) -> Range<UnixTime>? {
    guard begins(on: date) else { return nil }
    let (start, end) = (from?.second ?? 0, to?.second ?? 86400)
    let lastDay = end > start ? date : CalendarDate(date.midnight + .hours(24))
    let first = zone.instants(of: date, at: start).first
    let last = zone.instants(of: lastDay, at: end).last
    return first < last ? first..<last : nil
  }

  public static func == (left: ScheduleRule, right: ScheduleRule) -> Bool {
    left.name == right.name && left.demand == right.demand && left.from == right.from && left.to == right.to
      && left.days == right.days && left.season?.first == right.season?.first && left.season?.last == right.season?.last
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(demand)
    hasher.combine(days)
  }
}
