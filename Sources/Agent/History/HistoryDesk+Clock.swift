internal import GRDB
internal import Units

extension HistoryDesk {
  /// Gives everything unsynchronised of this boot its true date, now that a moment of it is known by both clocks.
  ///
  /// Provisional dates run with the monotonic clock, so a whole run moves by one distance.
  func redate(by clock: HistoryBatch.ClockFix) throws {
    let runs = try Row.fetchAll(
      database,
      sql: "SELECT * FROM run WHERE flags & 1 AND boot = (SELECT boot FROM run ORDER BY id DESC LIMIT 1) ORDER BY id")
    for run in runs {
      let began: Int = run["began"]
      let last: Int = run["last"]
      let truth = clock.wall.seconds - (clock.uptime - (run["uptime"] as Double))
      let distance = Int((truth - Double(began)).rounded())
      try move(from: began, through: max(began, last), by: distance)
      try database.execute(
        sql: "UPDATE run SET began = began + ?1, last = last + ?1, flags = flags & ~1 WHERE id = ?2",
        arguments: [distance, run["id"] as Int64])
    }
  }

  private func move(from begin: Int, through end: Int, by distance: Int) throws {
    var rolledBefore: [HistoryLevel: Int] = [:]
    for level in HistoryLevel.allCases { rolledBefore[level] = try rolled(level) }
    let intervals = try takeIntervals(from: begin, through: end)
    let boards = try takeBoards(from: begin, through: end)
    for (level, until) in rolledBefore where until > begin {
      // What was rolled up under provisional dates stays rolled up under the true ones.
      let moved = level.start(of: until + distance + level.seconds - 1)
      try setRolled(level, distance > 0 ? moved : max(until, moved))
    }
    for var row in intervals {
      let isRolled = row.level.coarser.flatMap { rolledBefore[$0] }.map { row.start < $0 } ?? true
      row.start = row.level.start(of: row.start + distance)
      row.isUnsynchronised = false
      if isRolled { try merge(row) } else { try add(row) }
    }
    for var row in boards {
      let isRolled = row.level.coarser.flatMap { rolledBefore[$0] }.map { row.start < $0 } ?? true
      row.start = row.level.start(of: row.start + distance)
      if isRolled { try merge(row) } else { try add(row) }
    }
    try moveMoments(from: begin, through: end, by: distance)
  }

  private func takeIntervals(from begin: Int, through end: Int) throws -> [HistoryInterval] {
    let rows = try HistoryLevel.allCases.flatMap { level in
      try HistoryQuery.intervals(database, level, from: level.start(of: begin), to: end + 1)
    }.filter(\.isUnsynchronised)
    for row in rows {
      try database.cachedStatement(sql: "DELETE FROM interval WHERE level = ? AND start = ?")
        .execute(arguments: [row.level.rawValue, row.start])
    }
    return rows
  }

  private func takeBoards(from begin: Int, through end: Int) throws -> [BoardInterval] {
    try HistoryLevel.allCases.dropFirst().flatMap { level in
      let rows = try HistoryQuery.boards(database, level, from: begin, to: end + 1)
      try database.cachedStatement(sql: "DELETE FROM board_interval WHERE level = ? AND start >= ? AND start <= ?")
        .execute(arguments: [level.rawValue, begin, end])
      return rows
    }
  }

  private func moveMoments(from begin: Int, through end: Int, by distance: Int) throws {
    let span: StatementArguments = [distance * 1000, begin * 1000, (end + 60) * 1000]
    for table in ["decision", "event"] {
      try database.execute(
        sql: """
          UPDATE \(table) SET time_ms = time_ms + ?1, flags = flags & ~1
          WHERE flags & 1 AND time_ms >= ?2 AND time_ms <= ?3
          """, arguments: span)
    }
    try database.execute(
      sql: """
        UPDATE trouble SET began_ms = began_ms + ?1, ended_ms = ended_ms + ?1, flags = flags & ~1
        WHERE flags & 1 AND began_ms >= ?2 AND began_ms <= ?3
        """, arguments: span)
  }
}
