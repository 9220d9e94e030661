public import Units

/// What one board really did.
public struct BoardTruth: Sendable, Hashable {
  /// What is counted.
  public struct Counters: Sendable, Hashable {
    /// Searches begun.
    public var jobsStarted = 0
    /// Searches that ran to their end.
    public var jobsFinished = 0
    /// Searches cut off by a loss of power or a reset.
    public var jobsLost = 0
    /// Hashes of finished searches.
    public var hashes = 0
    /// Results given out that were wrong on purpose.
    public var lies = 0
    /// Times the power came.
    public var starts = 0
    /// Resets because the rail was too low.
    public var brownOuts = 0
    /// Times it went deaf.
    public var deafened = 0

    /// Nothing yet.
    public init() {}
  }

  /// The board's name.
  public var label: String
  /// Drawn from the rail.
  public var energy: WattHours
  /// Whether it has power.
  public var powered: Bool
  /// What it did.
  public var counters: Counters
}
