internal import Units

/// The header `Retry-After`: seconds, or a date.
///
/// Source: RFC 9110, 10.2.3 and 5.6.7 (`Sun, 06 Nov 1994 08:49:37 GMT`).
enum RetryAfter {
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The wait; nil without a header that is understood. A date counts from the server's own `Date`, so that a wrong
  /// clock here does not matter.
  static func wait(_ header: String?, date: String?) -> Duration? {
    guard let header else { return nil }
    if let seconds = Int(header.filter { $0 != " " }), seconds >= 0 { return .seconds(min(seconds, 86400)) }
    guard let until = time(header), let now = date.flatMap(time) else { return nil }
    return min(max(.zero, until - now), .seconds(86400))
  }

  private static func time(_ text: String) -> UnixTime? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = months.firstIndex(of: String(words[2]))
    else { return nil }
    let parts = words[4].split(separator: ":").compactMap { Int($0) }
    guard parts.count == 3, (1...31).contains(day), (1970...9999).contains(year) else { return nil }
    let midnight = CalendarDate(year: year, month: month + 1, day: day).midnight.seconds
    return UnixTime(seconds: midnight + Double(parts[0] * 3600 + parts[1] * 60 + parts[2]))
  }
}
