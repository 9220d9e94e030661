public import Units

/// How finely a row of the history divides time. Rows grow coarser with age.
public enum HistoryLevel: Int, Sendable, CaseIterable, Comparable, Codable {
  /// 10 s: what the recorder makes.
  case fine = 0
  /// 1 min.
  case minute = 1
  /// 15 min.
  case quarter = 2
  /// A day of UTC.
  case day = 3

  /// Length of a row, s.
  public var seconds: Int {
    switch self {
    case .fine: 10
    case .minute: 60
    case .quarter: 900
    case .day: 86400
    }
  }

  /// The next coarser one; nil for days.
  public var coarser: HistoryLevel? { HistoryLevel(rawValue: rawValue + 1) }
  /// The next finer one; nil for the finest.
  public var finer: HistoryLevel? { HistoryLevel(rawValue: rawValue - 1) }

  /// Start of the row that holds a second since 1970.
  public func start(of second: Int) -> Int {
    let rest = second % seconds
    return second - (rest < 0 ? rest + seconds : rest)
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
