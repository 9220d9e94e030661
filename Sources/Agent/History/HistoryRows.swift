/// Rows in the making, in order of their begin.
struct HistoryRows: Sendable {
  /// Dates count from the begin of the run.
  var isProvisional = false
  /// Moments wait here.
  var batch = HistoryBatch()
  private var intervals: [Int: HistoryInterval] = [:]
  private var boards: [Int: [String: BoardInterval]] = [:]

  mutating func add(_ row: HistoryInterval) {
    if intervals[row.start] == nil {
      intervals[row.start] = HistoryInterval(start: row.start, level: row.level)
      intervals[row.start]?.isUnsynchronised = isProvisional
    }
    intervals[row.start]?.add(row)
  }

  mutating func add(_ row: BoardInterval) {
    boards[row.start, default: [:]][
      row.board, default: BoardInterval(board: row.board, start: row.start, level: row.level)
    ].add(row)
  }

  /// Everything, and begins anew.
  mutating func take() -> HistoryBatch {
    var taken = batch
    taken.isProvisional = isProvisional
    taken.intervals = intervals.values.sorted { $0.start < $1.start }
    taken.boards = boards.keys.sorted().flatMap { start in
      (boards[start] ?? [:]).values.filter { !$0.isEmpty }.sorted { $0.board < $1.board }
    }
    let wasProvisional = isProvisional
    self = HistoryRows()
    isProvisional = wasProvisional
    return taken
  }
}
