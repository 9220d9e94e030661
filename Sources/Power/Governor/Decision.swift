import Units

/// What may run now, why, and what would change it.
public struct Decision: Sendable, Hashable {
  /// The boards that shall be powered from now on, after ramp and dwell.
  public var boards: Set<String>
  /// The number aimed at, which the ramp approaches.
  public var target: Int
  /// How far protection has gone.
  public var stage: Stage
  /// Why; every face shows these words.
  public var reason: Reason
  /// What would change it.
  public var nextChange: NextChange

  /// A decision.
  public init(boards: Set<String>, target: Int, stage: Stage, reason: Reason, nextChange: NextChange) {
    self.boards = boards
    self.target = target
    self.stage = stage
    self.reason = reason
    self.nextChange = nextChange
  }
}
