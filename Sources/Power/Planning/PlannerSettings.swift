/// What the planner weighs.
public struct PlannerSettings: Sendable, Hashable {
  /// What the plan tries to get most of.
  public enum Objective: String, Sendable, Hashable, CaseIterable {
    /// Boards × hours.
    case workerHours = "worker-hours"
    /// What the pool pays: each worker beyond the fourth earns less than the one before.
    case reward
  }

  /// What the plan tries to get most of.
  public var objective = Objective.workerHours
  /// What a dark hour costs, in worker-hours per board of the rig.
  public var darkCost = 4.0
  /// What a full cycle of the battery costs, in worker-hours per board of the rig.
  public var wear = 0.5
  /// The forecast's own settings.
  public var forecast = ForecastSettings()
  /// Days looked ahead exactly; beyond them the value of yesterday's plan stands.
  public var horizon = 4
  /// Seconds between two looks.
  public var interval = 300.0
  /// Points of stored energy that are tabled.
  public var points = 32
  /// Gain in worker-hours that a change must promise for each hour it lasts, per board of the rig.
  public var reluctance = 0.002

  /// Worth of a number of boards for an hour, in worker-hours.
  func worth(_ boards: Int) -> Double {
    objective == .workerHours ? Double(boards) : ShareEarnings.worth(of: boards)
  }

  /// What starting a board costs: its new connection's first shares are unpaid, worker-hours.
  var startCost: Double { ShareEarnings.unpaid / ShareEarnings.rate / 3600 }

  /// The documented defaults.
  public init() {}
}
