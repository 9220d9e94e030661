public import Units

/// A trouble from its begin to its end: alarms, sensor gaps, boards in quarantine.
public struct HistoryTrouble: Sendable, Hashable {
  /// Stable name of the trouble and its place: `sensor.battery`.
  public var key: String
  /// A full sentence.
  public var text: String
  /// When it began.
  public var began: UnixTime
  /// When it ended; nil while it stands.
  public var ended: UnixTime?
  /// The dates are guesses, because the clock was not trusted.
  public var isUnsynchronised = false

  /// A trouble by its parts.
  public init(key: String, text: String, began: UnixTime, ended: UnixTime? = nil) {
    self.key = key
    self.text = text
    self.began = began
    self.ended = ended
  }

  /// The first word of the key: `sensor`, `reading`, `board`, `pool`, `switch`, `state`, `history`.
  public var family: Substring { key.prefix { $0 != "." } }
}
