public import Units

/// A decision that differs from the one before it in stage, target or limit.
public struct HistoryDecision: Sendable, Hashable {
  /// From when it held.
  public var time: UnixTime
  /// ``time`` is a guess, because the clock was not trusted.
  public var isUnsynchronised = false
  /// `run`, `hold`, `shed`, `off` or `shutdown`.
  public var stage: String
  /// Boards aimed at.
  public var target: Int
  /// Boards on at that moment.
  public var powered: Int
  /// What kept it from more.
  public var limit: BindingLimit
  /// Why, a full sentence.
  public var reason: String
  /// What would change it, as the end of "changes …".
  public var changes: String

  /// A decision by its parts.
  public init(
    at time: UnixTime, stage: String, target: Int, powered: Int, limit: BindingLimit, reason: String, changes: String
  ) {
    self.time = time
    self.stage = stage
    self.target = target
    self.powered = powered
    self.limit = limit
    self.reason = reason
    self.changes = changes
  }
}
