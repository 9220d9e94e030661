/// A time on the clock on the wall, to the minute: `06:30`. `24:00` is the end of the day.
public struct TimeOfDay: Sendable, Hashable, CustomStringConvertible {
  /// Seconds since midnight by that clock.
  public let second: Int

  /// Reads `h:mm` or `hh:mm`; nil when the text is anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isDigits = parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy { ("0"..."9").contains($0) } }
    guard parts.count == 2, isDigits, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
      minute < 60, hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    second = hour * 3600 + minute * 60
  }

  /// `06:30`
  public var description: String {
    let (hour, minute) = (second / 3600, second / 60 % 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
