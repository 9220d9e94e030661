public import Units

/// What one cycle of control knows, for the book.
public struct HistorySample: Sendable {
  /// What a powered board does.
  public enum Posture: Sendable, Hashable {
    /// It searches.
    case active
    /// It waits.
    case idle
    /// It is powered down until its next job.
    case asleep
  }

  /// When.
  public var time: Uptime
  /// The calendar, when it is trusted.
  public var wall: UnixTime?
  /// The book of this run, as it stands.
  public var ledger: EnergyLedger
  /// State of charge, 0–1, and its standard deviation.
  public var charge: Double?
  public var deviation = 0.0
  /// At the battery's terminals.
  public var voltage: Volts?
  /// Of the cells.
  public var temperature: Celsius?
  /// Out of the panel.
  public var panel: Watts?
  /// Behind the charger: what the sun gives now, what it could give beyond that (estimated), and what was expected.
  public var sun = Watts.zero
  public var curtailed = Watts.zero
  public var forecast = Watts.zero
  /// What each powered board does.
  public var boards: [String: Posture] = [:]
  /// What keeps the rig from running more.
  public var limit = BindingLimit.boards
  /// The decision that stands; its time is that of the sample.
  public var decision: (stage: String, target: Int, reason: String, changes: String)?

  /// A sample of a moment with the book as it stands.
  public init(time: Uptime, wall: UnixTime?, ledger: EnergyLedger) {
    self.time = time
    self.wall = wall
    self.ledger = ledger
  }
}
