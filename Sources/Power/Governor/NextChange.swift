public import Units

/// What would change a decision, and the earliest time it can happen.
public struct NextChange: Sendable, Hashable, CustomStringConvertible {
  /// Not before this; `nil` when no time can be named (it hangs on the world, not on a timer).
  public var time: Uptime?
  /// As the end of "changes when …".
  public var condition: String

  /// A change with its condition.
  public init(at time: Uptime? = nil, when condition: String) {
    self.time = time
    self.condition = condition
  }

  /// "when the resume voltage of 12.8 V has held for 5 min"
  public var description: String { "when \(condition)" }
}
