internal import GRDB
internal import Units

/// The questions that writer and reader put to the tables.
enum HistoryQuery {
  /// The rig's rows of one level as they stand, by time.
  static func intervals(_ database: Database, _ level: HistoryLevel, from: Int, to: Int) throws -> [HistoryInterval] {
    let select = try database.cachedStatement(
      sql: "SELECT * FROM interval WHERE level = ? AND start >= ? AND start < ? ORDER BY start")
    return try Row.fetchAll(select, arguments: [level.rawValue, from, to]).map { HistoryInterval($0) }
  }

  /// The boards' rows of one level as they stand, by time.
  static func boards(_ database: Database, _ level: HistoryLevel, from: Int, to: Int) throws -> [BoardInterval] {
    let select = try database.cachedStatement(
      sql: """
        SELECT board_interval.*, name FROM board_interval JOIN board ON board.id = board
        WHERE level = ? AND start >= ? AND start < ? ORDER BY start, board
        """)
    return try Row.fetchAll(select, arguments: [level.rawValue, from, to]).map { BoardInterval($0) }
  }

  /// The rig's rows of a level; what is too young for it is summed from finer ones.
  static func allIntervals(
    _ database: Database, _ level: HistoryLevel, from: Int, to: Int
  ) throws -> [HistoryInterval] {
    guard let finer = level.finer else { return try intervals(database, level, from: from, to: to) }
    let until = try HistoryDesk(database).rolled(level) ?? Int.min
    let old = try intervals(database, level, from: from, to: to)
    guard to > until else { return old }
    return old + (try allIntervals(database, finer, from: max(from, until), to: to).gathered(into: level))
  }

  /// The boards' rows of a level; what is too young for it is summed from finer ones.
  static func allBoards(_ database: Database, _ level: HistoryLevel, from: Int, to: Int) throws -> [BoardInterval] {
    guard level > .minute, let finer = level.finer else { return try boards(database, .minute, from: from, to: to) }
    let until = try HistoryDesk(database).rolled(level) ?? Int.min
    let old = try boards(database, level, from: from, to: to)
    guard to > until else { return old }
    return old + (try allBoards(database, finer, from: max(from, until), to: to).gathered(into: level))
  }
}
