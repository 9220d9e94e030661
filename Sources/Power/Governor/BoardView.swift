public import Units

/// One board as the world shows it, not as it was commanded.
public struct BoardView: Sendable, Hashable {
  /// The owner's name for it, unique in the rig.
  public var id: String
  /// May be switched on: not quarantined, bus healthy, pool willing.
  public var isAvailable: Bool
  /// Powered since; `nil` when off.
  public var runningSince: Uptime?
  /// Unpowered since; `nil` when running or when it was never on.
  public var offSince: Uptime?
  /// Draw while mining, at the board's supply.
  public var draw: Watts
  /// Smaller starts first and stops last.
  public var priority: Int

  /// A board; by default available and off since ever.
  public init(
    id: String, isAvailable: Bool = true, runningSince: Uptime? = nil, offSince: Uptime? = nil,
    draw: Watts = Watts(0.12), priority: Int = 0
  ) {
    self.id = id
    self.isAvailable = isAvailable
    self.runningSince = runningSince
    self.offSince = offSince
    self.draw = draw
    self.priority = priority
  }

  /// Powered now.
  public var isRunning: Bool { runningSince != nil }
}
