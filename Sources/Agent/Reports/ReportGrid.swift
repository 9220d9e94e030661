internal import Units

/// How a period is cut: fine slices for charts and calendar rows for tables, whose bounds are bounds of slices.
struct ReportGrid: Sendable {
  /// What a row is called.
  enum RowKind { case hour, day, month }

  /// Bounds of the slices, one more than there are slices.
  let edges: [UnixTime]
  /// For each slice, the row it belongs to.
  let rowOfSlice: [Int]
  /// The first moment and the name of each row.
  let rows: [(start: UnixTime, label: String)]

  /// - Parameters:
  ///   - end: where the slices end: the period's end, or the present.
  ///   - coarsest: length of the longest row of the history in the period, s; slices are no shorter.
  init(_ period: ReportPeriod, until end: UnixTime, coarsest: Int, in calendar: LocalCalendar) {
    let days = (period.until - period.since).inSeconds / 86400
    let end = max(period.since + .seconds(1), min(period.until, end))
    edges = Self.edges(period.since, end, step: Self.step(days, coarsest), calendar)
    let kind: RowKind = days < 2.1 && coarsest < 86400 ? .hour : days < 63 ? .day : .month
    var rows: [(start: UnixTime, label: String)] = []
    var keys: [Int] = []
    rowOfSlice = edges.dropLast().map { edge in
      let moment = calendar.moment(edge)
      let key = Self.key(kind, moment, edge)
      if keys.last != key {
        keys.append(key)
        rows.append((edge, Self.label(kind, moment, days)))
      }
      return rows.count - 1
    }
    self.rows = rows
  }

  /// Seconds; days and weeks as multiples of 86400.
  private static func step(_ days: Double, _ coarsest: Int) -> Int {
    let wanted = days < 2.1 ? 900 : days < 8.1 ? 3600 : days < 45 ? 21600 : days < 1000 ? 86400 : 7 * 86400
    return coarsest > 21600 ? max(86400, wanted) : max(wanted, coarsest)
  }

  private static func edges(
    _ since: UnixTime, _ end: UnixTime, step: Int, _ calendar: LocalCalendar
  ) -> [UnixTime] {
    var edges = [since]
    var date = calendar.moment(since).date
    while edges.count < 20_000, let last = edges.last, last < end {
      let start = calendar.start(of: date)
      let next = calendar.start(of: date.adding(days: max(1, step / 86400)))
      let inside = step < 86400 ? stride(from: start.seconds, to: next.seconds, by: Double(step)).map { $0 } : []
      let bounds = inside.map { UnixTime(seconds: $0) }.filter { $0 > last && $0 < end } + [min(next, end)]
      edges += bounds.filter { $0 > last }
      date = calendar.moment(next).date
    }
    return edges
  }

  /// Equal for slices of one row. Hours count absolutely, because the clock may show one twice.
  private static func key(_ kind: RowKind, _ moment: LocalCalendar.Moment, _ edge: UnixTime) -> Int {
    switch kind {
    case .hour: Int((edge.seconds - Double(moment.minute) * 60) / 60)
    case .day: Int(moment.date.midnight.seconds / 86400)
    case .month: moment.date.year * 12 + moment.date.month
    }
  }

  private static func label(_ kind: RowKind, _ moment: LocalCalendar.Moment, _ days: Double) -> String {
    switch kind {
    case .hour: "\(LocalCalendar.two(moment.hour)):00"
    case .day where days < 32: "\(LocalCalendar.weekdays[moment.date.weekday]) \(moment.date.day)"
    case .day: "\(moment.date.day) \(LocalCalendar.months[moment.date.month - 1])"
    case .month where days < 367: LocalCalendar.months[moment.date.month - 1]
    case .month: "\(LocalCalendar.months[moment.date.month - 1]) \(moment.date.year)"
    }
  }

  /// The slice that holds the middle of a row of the history; nil outside of the period.
  func slice(of interval: HistoryInterval) -> Int? {
    let middle = Double(interval.start) + Double(interval.level.seconds) / 2
    guard let first = edges.first, let last = edges.last, middle >= first.seconds, middle < last.seconds else {
      return nil
    }
    var (low, high) = (0, edges.count - 1)
    while high - low > 1 {
      let half = (low + high) / 2
      if edges[half].seconds <= middle { low = half } else { high = half }
    }
    return low
  }
}
