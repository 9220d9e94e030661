internal import GRDB
internal import Units

extension HistoryDesk {
  /// Makes coarser rows of all that is complete before a second.
  func roll(until now: Int) throws {
    for level in HistoryLevel.allCases {
      guard let coarser = level.coarser else { return }
      let end = coarser.start(of: now)
      let oldest = try rolled(coarser) ?? first(level).map { coarser.start(of: $0) }
      guard let begin = oldest, begin < end else { continue }
      try rollIntervals(level, into: coarser, from: begin, to: end)
      if level >= .minute { try rollBoards(level, into: coarser, from: begin, to: end) }
      try setRolled(coarser, end)
    }
  }

  private func first(_ level: HistoryLevel) throws -> Int? {
    let select = try database.cachedStatement(sql: "SELECT min(start) FROM interval WHERE level = ?")
    return try Int.fetchOne(select, arguments: [level.rawValue])
  }

  private func rollIntervals(_ level: HistoryLevel, into coarser: HistoryLevel, from: Int, to: Int) throws {
    for sum in try HistoryQuery.intervals(database, level, from: from, to: to).gathered(into: coarser) {
      try merge(sum)
    }
  }

  private func rollBoards(_ level: HistoryLevel, into coarser: HistoryLevel, from: Int, to: Int) throws {
    for sum in try HistoryQuery.boards(database, level, from: from, to: to).gathered(into: coarser) { try merge(sum) }
  }

  /// Drops rows that are too old and whose sums stand in coarser ones.
  func prune(at now: Int, _ retention: HistoryRetention) throws {
    // Once an hour of recorded time is often enough, and saves the card from a write a minute.
    guard let due = try rolled(.quarter), due % 3600 == 0 else { return }
    for level in HistoryLevel.allCases {
      guard let coarser = level.coarser, let until = try rolled(coarser) else { continue }
      if let keep = retention.seconds(level) {
        try database.cachedStatement(sql: "DELETE FROM interval WHERE level = ? AND start < ?")
          .execute(arguments: [level.rawValue, min(until, now - keep)])
      }
      if let keep = retention.boardSeconds(level) {
        try database.cachedStatement(sql: "DELETE FROM board_interval WHERE level = ? AND start < ?")
          .execute(arguments: [level.rawValue, min(until, now - keep)])
      }
    }
    try pruneMoments(before: (now - Int(retention.events.inSeconds)) * 1000, most: retention.mostEvents)
  }

  private func pruneMoments(before limit: Int, most: Int) throws {
    for (table, time) in [("decision", "time_ms"), ("event", "time_ms"), ("trouble", "began_ms")] {
      try database.cachedStatement(
        sql: "DELETE FROM \(table) WHERE \(time) < ? OR id <= (SELECT max(id) FROM \(table)) - ?"
      ).execute(arguments: [limit, most])
    }
  }
}

extension [HistoryInterval] {
  /// Sums of a coarser level, in order.
  func gathered(into level: HistoryLevel) -> [HistoryInterval] {
    var sums: [HistoryInterval] = []
    for row in self {
      let start = level.start(of: row.start)
      if sums.last?.start != start { sums.append(HistoryInterval(start: start, level: level)) }
      sums[sums.count - 1].add(row)
    }
    return sums
  }
}

extension [BoardInterval] {
  /// Sums of a coarser level, by time and board.
  func gathered(into level: HistoryLevel) -> [BoardInterval] {
    var sums: [BoardInterval] = []
    var places: [String: Int] = [:]
    var present: Int?
    for row in self {
      let start = level.start(of: row.start)
      if start != present { places = [:] }
      present = start
      if let place = places[row.board] {
        sums[place].add(row)
      } else {
        var sum = BoardInterval(board: row.board, start: start, level: level)
        sum.add(row)
        places[row.board] = sums.count
        sums.append(sum)
      }
    }
    return sums
  }
}
