public import Units

/// How long rows of each level are kept. Coarser rows outlive the finer ones they were made of.
public struct HistoryRetention: Sendable, Hashable {
  /// Rows of 10 s.
  public var fine: Duration = .hours(48)
  /// Rows of a minute.
  public var minutes: Duration = .hours(31 * 24)
  /// Rows of a minute of each board; there are many of them.
  public var boardMinutes: Duration = .hours(7 * 24)
  /// Rows of a quarter of an hour.
  public var quarters: Duration = .hours(400 * 24)
  /// Decisions, events, troubles.
  public var events: Duration = .hours(400 * 24)
  /// So many decisions and so many events at the most, whatever their age: a rig that flaps does not fill the card.
  public var mostEvents = 200_000

  /// The defaults.
  public init() {}

  /// Seconds for which the rig's rows of a level are kept; nil for ever.
  func seconds(_ level: HistoryLevel) -> Int? {
    switch level {
    case .fine: Int(fine.inSeconds)
    case .minute: Int(minutes.inSeconds)
    case .quarter: Int(quarters.inSeconds)
    case .day: nil
    }
  }

  /// Seconds for which the boards' rows of a level are kept; nil for ever.
  func boardSeconds(_ level: HistoryLevel) -> Int? { level == .minute ? Int(boardMinutes.inSeconds) : seconds(level) }
}
