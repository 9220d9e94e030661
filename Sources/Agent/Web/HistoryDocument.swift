internal import Units

/// Rows of the history for programs.
///
/// As JSON the keys are in snake case and absent values are left out. Energies are in Wh, times in s.
public struct HistoryDocument: JSONDocument, Equatable {
  /// More rows than this are not told at once.
  public static let mostRows = 2000

  /// The document's version.
  public var version = 1
  /// How finely the rows divide time: `fine` (10 s), `minute`, `quarter`, `day`.
  public var level: String
  /// The stretch that was asked for, UTC; `until` is not part of it.
  public var since: String
  public var until: String
  /// By time; the youngest may not be complete.
  public var rows: [Row]

  /// One row.
  public struct Row: Codable, Sendable, Equatable {
    /// Its begin, s since 1970.
    public var start: Int
    /// How much of it the agent lived through, and how much of that without measured flows.
    public var seconds: Double
    public var gapsS: Double
    public var panelWh: Double
    public var chargedWh: Double
    public var dischargedWh: Double
    public var loadWh: Double
    public var boardsWh: Double
    public var hostWh: Double
    public var conversionWh: Double
    public var curtailedWh: Double
    public var forecastWh: Double
    public var sunWh: Double
    /// 0–1.
    public var chargeLeast: Double?
    public var chargeMean: Double?
    public var chargeGreatest: Double?
    public var voltageLeastV: Double?
    public var voltageGreatestV: Double?
    public var accepted: Int
    public var switchings: Int
    public var brownOuts: Int
  }

  init(_ level: HistoryLevel, from: UnixTime, to: UnixTime, rows: [HistoryInterval]) {
    self.level = Self.name(of: level)
    since = from.description
    until = to.description
    self.rows = rows.map(Row.init)
  }

  static func name(of level: HistoryLevel) -> String {
    switch level {
    case .fine: "fine"
    case .minute: "minute"
    case .quarter: "quarter"
    case .day: "day"
    }
  }
}

extension HistoryDocument.Row {
  init(_ row: HistoryInterval) {
    func cut(_ value: WattHours) -> Double { (value.value * 1e5).rounded() / 1e5 }
    func cut(_ value: Double?) -> Double? { value.map { ($0 * 1e4).rounded() / 1e4 } }
    start = row.start
    seconds = (row.seconds * 10).rounded() / 10
    gapsS = (row.gaps * 10).rounded() / 10
    panelWh = cut(row.panel)
    chargedWh = cut(row.charged)
    dischargedWh = cut(row.discharged)
    loadWh = cut(row.load)
    boardsWh = cut(row.boards)
    hostWh = cut(row.host)
    conversionWh = cut(row.conversion)
    curtailedWh = cut(row.curtailed)
    forecastWh = cut(row.forecast)
    sunWh = cut(row.sun)
    chargeLeast = cut(row.charge?.least)
    chargeMean = cut(row.charge?.mean)
    chargeGreatest = cut(row.charge?.greatest)
    voltageLeastV = cut(row.voltage?.least)
    voltageGreatestV = cut(row.voltage?.greatest)
    accepted = row.shares.accepted
    switchings = row.switchings
    brownOuts = row.brownOuts
  }
}
