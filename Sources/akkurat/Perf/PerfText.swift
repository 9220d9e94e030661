import Mining
import Units

/// The rows of `akkurat perf`.
enum PerfText {
  /// The names of the columns.
  static let header = "time      grown/mDUCO     H/s  miners   tick/mD    min/mD  DUCO/day  smoothed"

  /// One row; `-` for what is not known yet.
  static func row(_ row: GrowthBook.Row, at time: UnixTime, zone: LocalZone) -> String {
    let cells: [(String, Int)] = [
      (milli(row.total), 13), (Decimal.fixed(row.hashRate, 0), 8), ("\(row.miners)", 8), (milli(row.tick), 10),
      (milli(row.minute), 10), (days(row.day), 10), (days(row.smoothedDay), 10),
    ]
    return zone.seconds(at: time) + cells.map { $0.0.rightAligned($0.1) }.joined()
  }

  /// Thousandths of a DUCO.
  static func milli(_ value: Double?) -> String { value.map { Decimal.fixed($0 * 1000, 3) } ?? "-" }

  /// DUCO a day.
  static func days(_ value: Double?) -> String { value.map { Decimal.fixed($0, 4) } ?? "-" }

  /// One transfer.
  static func transfer(_ transfer: AccountTransfer) -> String {
    let amount = Decimal.short(abs(transfer.amount))
    let partner = transfer.partner.shown(limit: 32)
    return transfer.amount < 0
      ? "\(amount) DUCO went to \(partner); not counted as loss."
      : "\(amount) DUCO came from \(partner); not counted as growth."
  }
}
