public import Units

/// The history as lines for other programs. Values are in the units that the names tell; times are UTC.
public struct HistoryExport: Sendable {
  /// How a line looks.
  public enum Format: String, Sendable, CaseIterable {
    /// A heading, then comma-separated rows (RFC 4180).
    case csv
    /// A JSON object a line.
    case jsonl
    /// Line protocol of InfluxDB, times in ns. Source: docs.influxdata.com, "Line protocol".
    case influx
  }

  /// What is told.
  public enum Table: String, Sendable, CaseIterable {
    /// The whole rig by intervals.
    case flows
    /// Each board by intervals.
    case boards
    /// Decisions.
    case decisions
    /// Events.
    case events
    /// Troubles.
    case troubles
  }

  private let reader: HistoryReader
  private let format: Format

  /// An export of a history.
  public init(_ reader: HistoryReader, as format: Format) {
    self.reader = reader
    self.format = format
  }

  /// Hands over each line without its end; a month at a time is held in memory.
  public func write(
    _ table: Table, level: HistoryLevel, from: UnixTime, to: UnixTime, line: (String) throws -> Void
  ) throws {
    guard let span = try reader.span() else { return }
    var begin = max(from, min(span.from, to))
    // Moments may lie a little before or behind the rows.
    if begin == span.from { begin = begin + .hours(-24) }
    let end = min(to, span.to + .hours(24))
    var isFirst = true
    while begin < end {
      let next = min(end, begin + .hours(24 * 31))
      for record in try records(table, level, begin, next) {
        if isFirst, format == .csv { try line(record.heading) }
        isFirst = false
        try line(record.line(format, table: "akkurat_\(table.rawValue)"))
      }
      begin = next
    }
  }

  private func records(
    _ table: Table, _ level: HistoryLevel, _ from: UnixTime, _ to: UnixTime
  ) throws(HistoryError) -> [ExportRecord] {
    switch table {
    case .flows: try reader.intervals(level, from: from, to: to).map(ExportRecord.init)
    case .boards: try reader.boards(max(level, .minute), from: from, to: to).map(ExportRecord.init)
    case .decisions: try reader.decisions(from: from, to: to).map(ExportRecord.init)
    case .events: try reader.events(from: from, to: to).map(ExportRecord.init)
    case .troubles:
      // One that stood before belongs to the piece in which it began.
      try reader.troubles(from: from, to: to).filter { $0.began >= from }.map(ExportRecord.init)
    }
  }
}
