public import Units

/// What a rig would yield over a series of sun, and what changing it would buy: before a screw is turned.
public struct RigBudget: Sendable {
  /// One month of the series.
  public struct Month: Sendable, Hashable {
    /// 1–12.
    public var month: Int
    /// What the charger could give, Wh.
    public var sun: Double
    /// Boards × hours.
    public var workerHours: Double
    /// Hours without host.
    public var darkHours: Double
  }

  /// One rig tried.
  public struct Option: Sendable, Hashable {
    /// What was changed, in words.
    public var name: String
    /// Boards × hours in the series.
    public var workerHours: Double
    /// Hours without host.
    public var darkHours: Double
    /// What the pool pays, DUCO.
    public var reward: Double
  }

  /// The rig as described, month by month.
  public let months: [Month]
  /// The rig as described, as a whole.
  public let asDescribed: Option
  /// Other numbers of boards.
  public let boardOptions: [Option]
  /// Bigger panels and batteries.
  public let purchases: [Option]
  /// Days that a full battery carries the host without any sun and with all boards off.
  public let darkDays: Double
  /// The smallest number of boards that earns 95 % of the most that any tried number earns.
  public let rightCount: Int

  /// Tries a rig; `nil` when it has no panel or an unknown chemistry.
  public init?(rig: RigDescription, series: SolarSeries) {
    guard let run = Self.fly(rig, series) else { return nil }
    months = Self.months(run)
    asDescribed = Self.option("as described", run)
    let tried = Set([1, 2, 3, 4, 6, 8].map { max(1, rig.boardCount * $0 / 4) }).sorted()
    let runs = tried.compactMap { count in
      Self.fly(Self.with(rig) { $0.boardCount = count }, series).map { (count, $0) }
    }
    boardOptions = runs.map { Self.option("\($0.0) boards", $0.1) }
    let most = boardOptions.map(\.reward).max() ?? 0
    rightCount = zip(tried, boardOptions).first { $0.1.reward >= 0.95 * most }?.0 ?? rig.boardCount
    purchases = Self.purchases(rig, series)
    let usable = rig.battery.energy.value * (1 - rig.battery.disconnect.value)
    darkDays = usable / (rig.load(boards: 0).value * 24)
  }

  private static func purchases(_ rig: RigDescription, _ series: SolarSeries) -> [Option] {
    let changes: [(String, (inout RigDescription) -> Void)] = [
      ("panel × 1.5", { $0.panel?.peak *= 1.5 }), ("panel × 2", { $0.panel?.peak *= 2 }),
      ("battery × 2", { $0.enlargeBattery(2) }), ("battery × 4", { $0.enlargeBattery(4) }),
      (
        "both × 2",
        {
          $0.panel?.peak *= 2
          $0.enlargeBattery(2)
        }
      ),
    ]
    return changes.compactMap { name, change in fly(with(rig, change), series).map { option(name, $0) } }
  }

  private static func with(_ rig: RigDescription, _ change: (inout RigDescription) -> Void) -> RigDescription {
    var copy = rig
    change(&copy)
    return copy
  }

  private static func fly(_ rig: RigDescription, _ series: SolarSeries) -> YearRun? {
    YearRun(rig: rig, series: series, pilot: .governor(seed: 1, withSun: false))
  }

  private static func option(_ name: String, _ run: YearRun) -> Option {
    Option(
      name: name, workerHours: run.tally.workerHours, darkHours: run.tally.darkHours, reward: run.earnings.duco)
  }

  private static func months(_ run: YearRun) -> [Month] {
    var months = (1...12).map { Month(month: $0, sun: 0, workerHours: 0, darkHours: 0) }
    let hours = SolarSeries.step / 3600
    for point in run.points {
      let month = CalendarDate(UnixTime(seconds: point.time)).month - 1
      months[month].sun += point.sun * hours
      months[month].workerHours += Double(max(0, point.boards)) * hours
      if point.boards < 0 { months[month].darkHours += hours }
    }
    return months
  }
}

extension Watts {
  fileprivate static func *= (left: inout Watts, right: Double) { left = left * right }
}

extension RigDescription {
  fileprivate mutating func enlargeBattery(_ factor: Double) {
    battery.capacity = battery.capacity * factor
    battery.energy = battery.energy * factor
    battery.resistance = battery.resistance / factor
  }
}
