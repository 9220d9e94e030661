public import Units

extension ReportMaterial {
  /// Reads what a period needs from a history, in rows no finer than the report shows.
  ///
  /// Where quarters of an hour are no longer kept, days of UTC stand in; then a local day's figures are those of the UTC
  /// day whose noon it holds.
  public init(
    _ history: HistoryReader, _ period: ReportPeriod, names: [String] = [], capacity: WattHours? = nil, program: String,
    rig: String? = nil
  ) throws(HistoryError) {
    let hours = (period.until - period.since).hours
    let fine = try history.intervals(hours < 6 ? .minute : .quarter, from: period.since, to: period.until)
    let begin = fine.first.map { UnixTime(seconds: Double($0.start)) } ?? period.until
    let old = try Self.days(history, period, before: begin)
    self.init(
      intervals: old + fine, boards: try Self.boards(history, period, before: begin, hasOld: !old.isEmpty),
      events: try history.events(from: period.since, to: period.until),
      troubles: try history.troubles(from: period.since, to: period.until), names: names, capacity: capacity,
      program: program, rig: rig)
  }

  private static let day = 86400.0

  /// Days of UTC whose noon lies in the period, before the first finer row.
  private static func days(
    _ history: HistoryReader, _ period: ReportPeriod, before begin: UnixTime
  ) throws(HistoryError) -> [HistoryInterval] {
    guard begin.seconds - period.since.seconds > day / 2 else { return [] }
    let rows = try history.intervals(.day, from: period.since + .seconds(-day / 2), to: begin)
    return rows.filter { Double($0.end) <= begin.seconds + 1 }
  }

  /// Whole days of UTC as days, the ends as quarters: a year of quarters of twenty boards would be 700,000 rows.
  private static func boards(
    _ history: HistoryReader, _ period: ReportPeriod, before begin: UnixTime, hasOld: Bool
  ) throws(HistoryError) -> [BoardInterval] {
    let first = (period.since.seconds / day).rounded(.up) * day
    let last = (period.until.seconds / day).rounded(.down) * day
    guard !hasOld else {
      return try history.boards(.day, from: period.since + .seconds(-day / 2), to: period.until)
    }
    guard last > first else { return try history.boards(.quarter, from: period.since, to: period.until) }
    let from = UnixTime(seconds: first)
    let to = UnixTime(seconds: last)
    return try history.boards(.quarter, from: period.since, to: from) + history.boards(.day, from: from, to: to)
      + history.boards(.quarter, from: to, to: period.until)
  }
}
