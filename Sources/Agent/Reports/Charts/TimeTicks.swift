internal import Units

/// Where a time axis has lines and words, by the wall clock of the rig's place.
struct TimeTicks: Sendable {
  struct Tick: Sendable, Hashable {
    var time: UnixTime
    var label: String
    /// Begins a day, month or year: a stronger line.
    var isMajor: Bool
  }

  let ticks: [Tick]

  /// - Parameter room: how many labels fit.
  init(from since: UnixTime, to until: UnixTime, in calendar: LocalCalendar, room: Int) {
    let days = (until - since).inSeconds / 86400
    let each = days / Double(max(2, room))
    switch each {
    case ..<0.6:
      ticks = Self.hours(since, until, calendar, step: each < 0.05 ? 1 : each < 0.14 ? 3 : each < 0.27 ? 6 : 12)
    case ..<20: ticks = Self.days(since, until, calendar, each)
    default: ticks = Self.months(since, until, calendar, step: each < 31.5 ? 1 : each < 95 ? 3 : 12)
    }
  }

  private static func hours(
    _ since: UnixTime, _ until: UnixTime, _ calendar: LocalCalendar, step: Int
  ) -> [Tick] {
    dates(since, until, calendar).flatMap { date -> [Tick] in
      let start = calendar.start(of: date)
      let next = calendar.start(of: date.adding(days: 1))
      return stride(from: start.seconds, to: next.seconds, by: 3600).compactMap { seconds in
        let time = UnixTime(seconds: seconds)
        let hour = calendar.moment(time).hour
        guard hour % step == 0, time >= since, time <= until else { return nil }
        let label = hour == 0 ? "\(LocalCalendar.weekdays[date.weekday]) \(date.day)" : "\(LocalCalendar.two(hour)):00"
        return Tick(time: time, label: label, isMajor: hour == 0)
      }
    }
  }

  private static func days(_ since: UnixTime, _ until: UnixTime, _ calendar: LocalCalendar, _ each: Double) -> [Tick] {
    dates(since, until, calendar).compactMap { date in
      let start = calendar.start(of: date)
      guard start >= since, start <= until else { return nil }
      let shown =
        each <= 2.2
        ? true
        : each <= 4 ? date.day % 5 == 1 && date.day < 30 : each <= 8 ? date.weekday == 0 : [1, 15].contains(date.day)
      guard shown else { return nil }
      let name = each <= 2.2 ? LocalCalendar.weekdays[date.weekday] : LocalCalendar.months[date.month - 1]
      return Tick(
        time: start, label: each <= 2.2 ? "\(name) \(date.day)" : "\(date.day) \(name)", isMajor: date.day == 1)
    }
  }

  private static func months(
    _ since: UnixTime, _ until: UnixTime, _ calendar: LocalCalendar, step: Int
  ) -> [Tick] {
    let first = calendar.moment(since).date
    let count = Int((until - since).inSeconds / 86400 / 28) + 2
    return (0...count).compactMap { index in
      let month = first.month - 1 + index
      guard month % 12 % step == 0 else { return nil }
      let date = CalendarDate(year: first.year + month / 12, month: month % 12 + 1, day: 1)
      let start = calendar.start(of: date)
      guard start >= since, start <= until else { return nil }
      let isYear = date.month == 1
      return Tick(time: start, label: isYear ? "\(date.year)" : LocalCalendar.months[date.month - 1], isMajor: isYear)
    }
  }

  private static func dates(_ since: UnixTime, _ until: UnixTime, _ calendar: LocalCalendar) -> [CalendarDate] {
    let first = calendar.moment(since).date
    let last = calendar.moment(until).date
    let days = Int(((last.midnight - first.midnight).inSeconds / 86400).rounded())
    return (0...max(0, days)).map { first.adding(days: $0) }
  }
}
