/// The next 24 hours as the agent intends them now, with the words of the present decision.
///
/// As JSON the keys are in snake case; absent values are left out. Powers are in W at the panel's terminals.
public struct PlanDocument: JSONDocument, Equatable {
  /// One hour by the clock on the wall of the rig. The first one is running already.
  public struct Hour: Codable, Sendable, Equatable {
    /// Its begin, UTC, and by the clock on the wall of the rig (`14:00`).
    public var time: String
    public var local: String
    /// Mean power expected of the panel, and the range that holds four hours of five.
    public var panelW: Double
    public var panelLowW: Double
    public var panelHighW: Double
    /// Boards that would run: orders, schedules and plan.
    public var boards: Int
    /// State of charge at the hour's begin, 0–1 (of the first: now), and about the same range.
    public var stateOfCharge: Double
    public var chargeLow: Double
    public var chargeHigh: Double
  }

  /// The document's version.
  public var version = 1
  /// When it was made, UTC; absent while the clock is not trusted.
  public var time: String?
  /// What is decided now, in the words of the status: stage, reason, next change.
  public var decision: StatusDocument.DecisionPart
  /// What the planner says of battery and sky, a full sentence; absent without calendar or charge.
  public var plan: String?
  /// What comes of the weather forecast that the configuration names, a full sentence; absent when it names none.
  public var weather: String?
  /// Why there are no hours, a full sentence; absent when there are.
  public var gap: String?
  /// All boards there are.
  public var boards: Int
  /// The charge at which the rig is cut off, 0–1.
  public var disconnect: Double
  /// 24 hours, or none.
  public var hours: [Hour]
}
