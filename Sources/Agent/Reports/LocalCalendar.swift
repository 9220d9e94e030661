public import Foundation
public import Units

/// The calendar where the rig stands: which day a moment belongs to, and when that day begins.
public struct LocalCalendar: Sendable {
  /// A moment as a wall clock shows it.
  public struct Moment: Sendable, Hashable {
    /// The day.
    public var date: CalendarDate
    /// 0–23.
    public var hour: Int
    /// 0–59.
    public var minute: Int
  }

  /// Months, as printed.
  public static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  /// Months in full.
  public static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  /// Days of the week from Monday, as printed.
  public static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// The clock on the wall.
  public let zone: LocalZone
  /// The zone's name in the time zone database, as `Europe/Berlin`.
  public let name: String

  /// The calendar of a time zone.
  public init(_ zone: TimeZone) {
    self.zone = LocalZone { zone.secondsFromGMT(for: Date(timeIntervalSince1970: $0.seconds)) }
    name = zone.identifier
  }

  /// Seconds that the wall clock is ahead of UTC.
  public func offset(at time: UnixTime) -> Int { zone.offset(at: time) }

  /// What a wall clock shows.
  public func moment(_ time: UnixTime) -> Moment {
    let local = zone.wallClock(at: time)
    let date = CalendarDate(local)
    let second = Int((local.seconds - date.midnight.seconds).rounded(.down))
    return Moment(date: date, hour: second / 3600, minute: second / 60 % 60)
  }

  /// The first moment of a day, also where the clock skips or repeats midnight.
  public func start(of date: CalendarDate) -> UnixTime { zone.instants(of: date, at: 0).first }

  /// `2026-11-22T18:05:00+01:00`.
  public func iso8601(_ time: UnixTime) -> String {
    let ahead = offset(at: time)
    let local = UnixTime(seconds: time.seconds.rounded(.down) + Double(ahead)).description.dropLast()
    let minutes = abs(ahead) / 60
    return "\(local)\(ahead < 0 ? "-" : "+")\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
  }

  /// `22 Nov 18:05`.
  public func brief(_ time: UnixTime) -> String {
    let moment = moment(time)
    return
      "\(moment.date.day) \(Self.months[moment.date.month - 1]) \(Self.two(moment.hour)):\(Self.two(moment.minute))"
  }

  /// `22 Nov 2026 18:05`.
  public func long(_ time: UnixTime) -> String {
    let moment = moment(time)
    let day = "\(moment.date.day) \(Self.months[moment.date.month - 1]) \(moment.date.year)"
    return "\(day) \(Self.two(moment.hour)):\(Self.two(moment.minute))"
  }

  /// Reads a local date, with or without a time of day: `2026-11-22`, `2026-11-22 18:05`; or a moment with its offset,
  /// as ``iso8601(_:)`` writes it. Nil when the text is anything else.
  ///
  /// - Parameter atEnd: a date without a time of day is its end and not its begin.
  public func parse(_ text: String, atEnd: Bool = false) -> UnixTime? {
    guard text.utf8.count > 10 else {
      guard let midnight = UnixTime(iso8601: text + "T00:00") else { return nil }
      let date = CalendarDate(midnight)
      guard "\(date)" == text else { return nil }
      return start(of: atEnd ? date.adding(days: 1) : date)
    }
    guard let naive = UnixTime(iso8601: text) else { return nil }
    let time = text.dropFirst(10)
    guard !time.contains("Z"), !time.contains("+"), !time.contains("-") else { return naive }
    let guess = UnixTime(seconds: naive.seconds - Double(offset(at: naive)))
    return UnixTime(seconds: naive.seconds - Double(offset(at: guess)))
  }

  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension CalendarDate {
  /// The day so many days later, or earlier.
  func adding(days: Int) -> CalendarDate { CalendarDate(UnixTime(seconds: midnight.seconds + Double(days) * 86400)) }

  /// 0 is Monday.
  var weekday: Int {
    // 1970-01-01 was a Thursday.
    let day = Int((midnight.seconds / 86400).rounded(.down)) + 3
    return (day % 7 + 7) % 7
  }

  /// The week of ISO 8601: the year's first one holds its first Thursday.
  var isoWeek: (year: Int, week: Int) {
    let thursday = adding(days: 3 - weekday)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }
}
