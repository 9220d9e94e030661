internal import GRDB
internal import Units

/// The work on the tables inside of one transaction.
struct HistoryDesk {
  let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Everything of a batch but its clock.
  func add(_ batch: HistoryBatch) throws {
    for interval in batch.intervals {
      try credit(interval)
      try add(interval)
    }
    for board in batch.boards {
      try credit(board)
      try add(board)
    }
    for decision in batch.decisions { try add(decision) }
    for event in batch.events { try add(event) }
    for trouble in batch.troubles { try add(trouble) }
    try database.cachedStatement(sql: "UPDATE run SET last = max(last, ?) WHERE id = (SELECT max(id) FROM run)")
      .execute(arguments: [batch.until])
  }

  /// Adds a row to its table, and to the coarser ones that already hold its time.
  func add(_ interval: HistoryInterval) throws {
    try merge(interval)
    guard let coarser = interval.level.coarser, let until = try rolled(coarser), interval.start < until else { return }
    var outer = interval
    outer.level = coarser
    outer.start = coarser.start(of: interval.start)
    try add(outer)
  }

  /// Adds a row to its table, and to the coarser ones that already hold its time.
  func add(_ board: BoardInterval) throws {
    try merge(board)
    guard let coarser = board.level.coarser, let until = try rolled(coarser), board.start < until else { return }
    var outer = board
    outer.level = coarser
    outer.start = coarser.start(of: board.start)
    try add(outer)
  }

  /// Adds a row to its own table only.
  func merge(_ interval: HistoryInterval) throws {
    var sum = interval
    let select = try database.cachedStatement(sql: "SELECT * FROM interval WHERE level = ? AND start = ?")
    if let row = try Row.fetchOne(select, arguments: [interval.level.rawValue, interval.start]) {
      sum = HistoryInterval(row)
      sum.add(interval)
    }
    try put(sum.columns, into: "interval")
  }

  /// Adds a row to its own table only.
  func merge(_ board: BoardInterval) throws {
    let id = try number(of: board.board)
    var sum = board
    let select = try database.cachedStatement(
      sql: "SELECT *, ? AS name FROM board_interval WHERE level = ? AND start = ? AND board = ?")
    if let row = try Row.fetchOne(select, arguments: [board.board, board.level.rawValue, board.start, id]) {
      sum = BoardInterval(row)
      sum.add(board)
    }
    try put(sum.columns(board: id), into: "board_interval")
  }

  private func put(_ columns: [(name: String, value: (any DatabaseValueConvertible)?)], into table: String) throws {
    let names = columns.map(\.name).joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    try database.cachedStatement(sql: "REPLACE INTO \(table) (\(names)) VALUES (\(places))")
      .execute(arguments: StatementArguments(columns.map(\.value)))
  }

  func number(of board: String) throws -> Int64 {
    let select = try database.cachedStatement(sql: "SELECT id FROM board WHERE name = ?")
    if let id = try Int64.fetchOne(select, arguments: [board]) { return id }
    try database.execute(sql: "INSERT INTO board (name) VALUES (?)", arguments: [board])
    return database.lastInsertedRowID
  }

  /// Up to where the rows of a level are complete; nil before the first.
  func rolled(_ level: HistoryLevel) throws -> Int? {
    let select = try database.cachedStatement(sql: "SELECT until FROM rolled WHERE level = ?")
    return try Int.fetchOne(select, arguments: [level.rawValue])
  }

  func setRolled(_ level: HistoryLevel, _ until: Int) throws {
    try database.cachedStatement(sql: "REPLACE INTO rolled (level, until) VALUES (?, ?)")
      .execute(arguments: [level.rawValue, until])
  }
}
