/// The sums of a simulated time.
public struct EnergyTally: Sendable, Hashable, Codable {
  /// Boards mining × hours.
  public var workerHours = 0.0
  /// Hours without a host.
  public var darkHours = 0.0
  /// Times the disconnect fell.
  public var outages = 0
  /// Changes of the number of boards.
  public var changes = 0
  /// Energy that the full battery could not take, Wh.
  public var curtailed = 0.0
  /// Energy put into the battery, Wh.
  public var stored = 0.0
  /// Energy that the charger could have given, Wh.
  public var sunHours = 0.0

  /// Nothing yet.
  public init() {}
}
