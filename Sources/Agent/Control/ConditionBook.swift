public import Units

/// Which troubles stand now, so that each is told once when it begins and once when it ends.
public struct ConditionBook: Sendable {
  /// A trouble that stands.
  public struct Condition: Sendable, Hashable {
    /// Stable name of the trouble and its place: `sensor.battery`.
    public let key: String
    /// A full sentence for the owner.
    public let text: String
    /// When it began.
    public let since: Uptime

    /// A trouble by its parts.
    public init(key: String, text: String, since: Uptime) {
      self.key = key
      self.text = text
      self.since = since
    }
  }

  /// What changed.
  public enum Change: Sendable, Hashable {
    /// A trouble began.
    case began(Condition)
    /// A trouble ended after a time.
    case ended(Condition, lasted: Duration)
  }

  private var standing: [String: Condition] = [:]

  /// No trouble.
  public init() {}

  /// What stands now, oldest first.
  public var conditions: [Condition] { standing.values.sorted { ($0.since, $0.key) < ($1.since, $1.key) } }

  /// Whether a trouble stands.
  public func stands(_ key: String) -> Bool { standing[key] != nil }

  /// Sets a trouble by its key, or clears it with nil. A new text for a standing trouble is kept silently: only the
  /// beginning and the end are told.
  public mutating func set(_ key: String, to text: String?, at now: Uptime) -> Change? {
    guard let text else {
      return standing.removeValue(forKey: key).map { .ended($0, lasted: now - $0.since) }
    }
    if let old = standing[key] {
      standing[key] = Condition(key: key, text: text, since: old.since)
      return nil
    }
    let condition = Condition(key: key, text: text, since: now)
    standing[key] = condition
    return .began(condition)
  }
}
