internal import GRDB
public import Units

extension HistoryStore {
  /// Begins a run: closes what a run before it left open, and says from which second on this one may date its rows.
  ///
  /// - Parameters:
  ///   - program: name and version.
  ///   - boot: names this boot of the machine; the monotonic clock of one boot is one clock.
  ///   - uptime: the monotonic clock now, s.
  ///   - wall: the calendar now; nil while it is not trusted, and then rows are dated from the end of the history on.
  /// - Returns: the date of this moment, true or provisional.
  public func begin(program: String, boot: String, uptime: Double, wall: UnixTime?) throws(HistoryError) -> UnixTime {
    do {
      return try queue.write { database in
        try HistoryDesk(database).begin(program: program, boot: boot, uptime: uptime, wall: wall)
      }
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Ends the run in order, a time after it began.
  public func end(after seconds: Double) throws(HistoryError) {
    do {
      try queue.write { database in
        let time = try HistoryDesk(database).beginOfRun() + Int(seconds)
        try database.execute(
          sql: "UPDATE run SET ended = ?1, last = max(last, ?1) WHERE id = (SELECT max(id) FROM run)",
          arguments: [time])
      }
    } catch {
      throw HistoryError(error, path: path)
    }
  }
}

extension HistoryDesk {
  /// Where the present run begins, s.
  func beginOfRun() throws -> Int {
    try Int.fetchOne(database, sql: "SELECT began FROM run ORDER BY id DESC LIMIT 1") ?? 0
  }

  func begin(program: String, boot: String, uptime: Double, wall: UnixTime?) throws -> UnixTime {
    let present = try Row.fetchOne(database, sql: "SELECT boot, uptime, began, ended FROM run ORDER BY id DESC LIMIT 1")
    if let present, present["boot"] == boot, present["uptime"] == uptime, present["ended"] == nil {
      // The same run opened the file again after the card was gone.
      return UnixTime(seconds: Double(present["began"] as Int))
    }
    // Troubles that stood when the run before died ended with it, as far as anybody can know.
    try database.execute(
      sql: """
        UPDATE trouble SET ended_ms = max(began_ms, (SELECT max(last) FROM run) * 1000) WHERE ended_ms IS NULL
        """)
    let began = try wall.map { HistoryReader.second($0) } ?? endOfHistory()
    try database.execute(
      sql: "INSERT INTO run (began, flags, boot, uptime, program, last, ended) VALUES (?, ?, ?, ?, ?, ?, NULL)",
      arguments: [began, wall == nil ? 1 : 0, boot, uptime, program, began])
    return wall ?? UnixTime(seconds: Double(began))
  }

  /// The first whole minute after everything that is written: provisional dates begin there and meet nothing.
  private func endOfHistory() throws -> Int {
    let last = try Int.fetchOne(
      database,
      sql: """
        SELECT max(x) FROM (SELECT max(last) AS x FROM run UNION SELECT max(start) + 60 FROM interval WHERE level = 0
        UNION SELECT max(until) FROM rolled)
        """)
    return HistoryLevel.minute.start(of: last ?? 0) + HistoryLevel.minute.seconds
  }
}
