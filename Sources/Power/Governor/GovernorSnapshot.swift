public import Units

/// Everything a decision may depend on, at one instant.
public struct GovernorSnapshot: Sendable, Hashable {
  /// Monotonic time of the decision.
  public var time: Uptime
  /// Calendar time, when the clock is trusted.
  public var wall: UnixTime?
  /// The battery as measured and estimated.
  public var battery: BatteryView
  /// What the panel gives now, when measured.
  public var solarPower: Watts?
  /// The boards as they really are.
  public var boards: [BoardView]
  /// The host's own draw.
  public var hostLoad: Watts
  /// Overrides, schedule and limits.
  public var wishes: OwnerWishes
  /// The planner's advice; without it the governor follows the state of charge alone.
  public var advice: PlanAdvice?

  /// A snapshot.
  public init(
    time: Uptime, wall: UnixTime? = nil, battery: BatteryView, solarPower: Watts? = nil, boards: [BoardView],
    hostLoad: Watts = .zero, wishes: OwnerWishes = OwnerWishes(), advice: PlanAdvice? = nil
  ) {
    self.time = time
    self.wall = wall
    self.battery = battery
    self.solarPower = solarPower
    self.boards = boards
    self.hostLoad = hostLoad
    self.wishes = wishes
    self.advice = advice
  }

  /// Boards powered now.
  var runningCount: Int { boards.reduce(0) { $0 + ($1.isRunning ? 1 : 0) } }
}
