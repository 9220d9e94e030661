internal import GRDB
internal import Units

extension HistoryInterval {
  /// Reads a row of `interval`.
  init(_ row: Row) {
    self.init(
      start: row["start"], level: HistoryLevel(rawValue: row["level"]) ?? .fine, seconds: row.seconds("ms"))
    isUnsynchronised = (row["flags"] as Int) & 1 != 0
    gaps = row.seconds("gap_ms")
    readEnergies(row)
    charge = row.band("soc", scale: 1e4)
    deviation = Double(row["soc_deviation"] as Int? ?? 0) / 1e4
    voltage = row.band("volt", scale: 1000)
    temperature = row.band("temp", scale: 100)
    panelPeak = Watts(Double(row["panel_peak"] as Int) / 1000)
    for part in ScaledColumns.parts(row["boards_on"]) {
      if let count = Int(part.key) { boardsOn[count, default: 0] += part.seconds }
    }
    for part in ScaledColumns.parts(row["limits"]) {
      if let limit = BindingLimit(rawValue: part.key) { limits[limit, default: 0] += part.seconds }
    }
    switchings = row["switchings"]
    brownOuts = row["brown_outs"]
    shares = row.shares
  }

  private mutating func readEnergies(_ row: Row) {
    panel = row.energy("panel")
    charged = row.energy("charged")
    discharged = row.energy("discharged")
    host = row.energy("host")
    boards = row.energy("boards")
    boardsMeasured = row.energy("boards_measured")
    conversion = row.energy("conversion")
    curtailed = row.energy("curtailed")
    forecast = row.energy("forecast")
    sun = row.energy("sun")
  }

  /// Every column with its value, in the table's order.
  var columns: [(name: String, value: (any DatabaseValueConvertible)?)] {
    let head: [(name: String, value: (any DatabaseValueConvertible)?)] = [
      ("level", level.rawValue), ("start", start), ("ms", ScaledColumns.milliseconds(seconds)),
      ("flags", isUnsynchronised ? 1 : 0), ("gap_ms", ScaledColumns.milliseconds(gaps)),
    ]
    let energies = [
      ("panel", panel), ("charged", charged), ("discharged", discharged), ("host", host), ("boards", boards),
      ("boards_measured", boardsMeasured), ("conversion", conversion), ("curtailed", curtailed),
      ("forecast", forecast), ("sun", sun),
    ].map { (name: $0.0, value: ScaledColumns.nanoWattHours($0.1) as (any DatabaseValueConvertible)?) }
    let deviation = charge == nil ? nil : ScaledColumns.scaled(deviation, 1e4)
    let bands =
      Self.columns("soc", charge, 1e4) + [("soc_deviation", deviation)] + Self.columns("volt", voltage, 1000)
      + Self.columns("temp", temperature, 100)
    let tail: [(name: String, value: (any DatabaseValueConvertible)?)] = [
      ("panel_peak", ScaledColumns.scaled(panelPeak.value, 1000)),
      ("boards_on", ScaledColumns.text(boardsOn.sorted { $0.key < $1.key }.map { ("\($0.key)", $0.value) })),
      ("limits", ScaledColumns.text(limits.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 })),
      ("switchings", switchings), ("brown_outs", brownOuts),
    ]
    return head + energies + bands + tail + shares.columns.map { ($0.name, $0.value) }
  }

  private static func columns(
    _ prefix: String, _ band: HistoryBand?, _ scale: Double
  ) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
    [
      ("\(prefix)_ms", band.map { ScaledColumns.milliseconds($0.seconds) }),
      ("\(prefix)_min", band.map { ScaledColumns.scaled($0.least, scale) }),
      ("\(prefix)_mean", band.map { ScaledColumns.scaled($0.mean, scale) }),
      ("\(prefix)_max", band.map { ScaledColumns.scaled($0.greatest, scale) }),
    ]
  }
}
