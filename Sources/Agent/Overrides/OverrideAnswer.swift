/// What the agent answers about orders.
public struct OverrideAnswer: JSONDocument, Equatable {
  /// The protocol's version.
  public var v = 1
  /// Nothing was changed.
  public var dryRun: Bool
  /// The order that was taken, or would be.
  public var taken: OverridePart?
  /// Orders that were cleared, as an owner types them.
  public var cleared: [OverridePart]
  /// What the owner should know, each a full sentence.
  public var notes: [String]
  /// What it costs and how the battery would fare, as a sentence and in figures.
  public var forecast: ForecastPart?
  /// The orders that stand now.
  public var overrides: [OverridePart]
  /// What the schedules ask for.
  public var schedule: SchedulePart?

  /// A forecast of an order.
  public struct ForecastPart: Codable, Sendable, Equatable {
    /// A full sentence.
    public var text: String
    /// Wh, regulator included.
    public var costWh: Double
    /// The charge that must not be reached, 0–1.
    public var reserve: Double
    /// When it would be reached, UTC; absent: not within a day and a half.
    public var reserveAt: String?
    /// The lowest charge on the way, 0–1, and when, UTC.
    public var lowest: Double?
    public var lowestAt: String?
  }

}

extension OverrideAnswer {
  init(
    dryRun: Bool = false, taken: OverridePart? = nil, cleared: [OverridePart] = [], notes: [String] = [],
    forecast: ForecastPart? = nil, standing: [OverridePart], schedule: SchedulePart?
  ) {
    self.dryRun = dryRun
    self.taken = taken
    self.cleared = cleared
    self.notes = notes
    self.forecast = forecast
    overrides = standing
    self.schedule = schedule
  }
}
