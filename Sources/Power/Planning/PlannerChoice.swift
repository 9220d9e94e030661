public import Units

/// What the planner chose, with its grounds.
public struct PlannerChoice: Sendable, Hashable {
  /// Boards until the review.
  public var boards: Int
  /// A full sentence.
  public var why: String
  /// When it looks again.
  public var review: UnixTime
  /// What would change it.
  public var changesWhen: String
}
