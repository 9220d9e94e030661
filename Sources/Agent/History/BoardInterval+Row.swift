internal import GRDB
internal import Units

extension BoardInterval {
  /// Reads a row of `board_interval` joined with the board's name as `name`.
  init(_ row: Row) {
    self.init(board: row["name"], start: row["start"], level: HistoryLevel(rawValue: row["level"]) ?? .minute)
    energy = row.energy("energy")
    measured = row.energy("measured")
    active = row.seconds("active_ms")
    idle = row.seconds("idle_ms")
    asleep = row.seconds("sleep_ms")
    starts = row["starts"]
    brownOuts = row["brown_outs"]
    shares = row.shares
  }

  /// Every column with its value, in the table's order.
  func columns(board: Int64) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
    [
      ("level", level.rawValue), ("start", start), ("board", board),
      ("energy", ScaledColumns.nanoWattHours(energy)), ("measured", ScaledColumns.nanoWattHours(measured)),
      ("active_ms", ScaledColumns.milliseconds(active)), ("idle_ms", ScaledColumns.milliseconds(idle)),
      ("sleep_ms", ScaledColumns.milliseconds(asleep)), ("starts", starts), ("brown_outs", brownOuts),
    ] + shares.columns.map { ($0.name, $0.value) }
  }
}
