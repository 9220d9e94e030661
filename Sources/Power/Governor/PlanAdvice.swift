public import Units

/// What the planner would do: how many boards, why, and when it looks again.
public struct PlanAdvice: Sendable, Hashable {
  /// Boards worth running now, 0 or more.
  public var boards: Int
  /// A full sentence with the figures it rests on.
  public var why: String
  /// When the plan next looks anew.
  public var review: Uptime
  /// What would change it, as the end of "changes when …".
  public var changesWhen: String

  /// Advice with its grounds.
  public init(boards: Int, why: String, review: Uptime, changesWhen: String) {
    self.boards = boards
    self.why = why
    self.review = review
    self.changesWhen = changesWhen
  }
}
