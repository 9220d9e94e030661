/// A day of the proleptic Gregorian calendar, UTC unless an offset was added before.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The astronomical year.
  public var year: Int
  /// 1–12.
  public var month: Int
  /// 1–31.
  public var day: Int

  /// A day by its parts, unchecked.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The UTC day that holds a point in time.
  ///
  /// Source: the era-based day arithmetic of the proleptic Gregorian calendar (400 years are 146,097 days).
  public init(_ time: UnixTime) {
    let days = Int((time.seconds / 86400).rounded(.down)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Midnight UTC at the start of this day.
  public var midnight: UnixTime {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return UnixTime(seconds: Double((era * 146_097 + dayOfEra - 719_468) * 86400))
  }

  /// 1 on the first of January.
  public var dayOfYear: Int {
    Int(((midnight - CalendarDate(year: year, month: 1, day: 1).midnight).inSeconds / 86400).rounded()) + 1
  }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// `2026-03-01`
  public var description: String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
