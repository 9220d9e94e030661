internal import Foundation
internal import GRDB
public import Units

/// Reads a history, also while an agent writes it. Each call sees one state of the file.
///
/// Times given are half open: `from` belongs to the answer, `to` does not.
public struct HistoryReader: Sendable {
  /// Where it lies.
  public let path: String
  private let queue: DatabaseQueue

  /// Opens a history for reading only. One of an older version must be brought up to date by the agent first.
  ///
  /// - Throws: ``HistoryError``, ``HistoryError/missing(path:)`` where there is none.
  public init(path: String) throws(HistoryError) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    do {
      queue = try Self.open(path)
      let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
      guard version <= HistorySchema.version else { throw HistoryError.newer(path: path, version: version) }
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// The reader of a state directory: its `history.sqlite`.
  public init(directory: String) throws(HistoryError) { try self.init(path: directory + "/" + HistoryReader.fileName) }

  /// The file's name in the state directory.
  public static let fileName = "history.sqlite"

  /// A user who may not write beside the file cannot make the index of the write-ahead log; where no agent runs, the
  /// file itself then holds everything. Source: sqlite.org/wal.html, "Read-Only Databases".
  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
      return queue
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
      return try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
    }
  }

  /// From the first row's begin to the last row's end; nil while there is none.
  public func span() throws(HistoryError) -> (from: UnixTime, to: UnixTime)? {
    try ask { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT (SELECT min(start) FROM interval) AS first,
            (SELECT max(start) FROM interval WHERE level = 0) AS fine,
            (SELECT max(until) FROM rolled) AS until
          """)
      guard let row, let first = row["first"] as Int? else { return nil }
      let fine = (row["fine"] as Int?).map { $0 + HistoryLevel.fine.seconds }
      let end = max(fine ?? first, row["until"] as Int? ?? first)
      return (UnixTime(seconds: Double(first)), UnixTime(seconds: Double(end)))
    }
  }

  /// The rig's rows of a level that begin within a time, in order; the youngest may not be complete. Rows older than
  /// the retention of their level are gone: ask for a coarser one.
  public func intervals(
    _ level: HistoryLevel, from: UnixTime, to: UnixTime
  ) throws(HistoryError) -> [HistoryInterval] {
    try ask { try HistoryQuery.allIntervals($0, level, from: Self.second(from), to: Self.second(to)) }
  }

  /// The boards' rows of ``HistoryLevel/minute`` or coarser that begin within a time, by time and board.
  public func boards(_ level: HistoryLevel, from: UnixTime, to: UnixTime) throws(HistoryError) -> [BoardInterval] {
    try ask { try HistoryQuery.allBoards($0, level, from: Self.second(from), to: Self.second(to)) }
  }

  /// The sum of each board's rows of a level within a time, by name.
  public func boardTotals(
    _ level: HistoryLevel, from: UnixTime, to: UnixTime
  ) throws(HistoryError) -> [String: BoardInterval] {
    Dictionary(try boards(level, from: from, to: to).map { ($0.board, $0) }) { sum, row in
      var sum = sum
      sum.add(row)
      return sum
    }
  }

  /// Decisions within a time, in order; with `standing` also the last one before it, which held at its begin.
  public func decisions(
    from: UnixTime, to: UnixTime, standing: Bool = false
  ) throws(HistoryError) -> [HistoryDecision] {
    try ask { database in
      let begin =
        standing
        ? try Int.fetchOne(
          database, sql: "SELECT max(time_ms) FROM decision WHERE time_ms <= ?",
          arguments: [HistoryDesk.milliseconds(from)]) : nil
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM decision WHERE time_ms >= ? AND time_ms < ? ORDER BY time_ms, id",
        arguments: [begin ?? HistoryDesk.milliseconds(from), HistoryDesk.milliseconds(to)])
      return rows.map { HistoryDecision($0) }
    }
  }

  /// Events within a time, in order; all kinds unless some are named.
  public func events(
    _ kinds: Set<HistoryEvent.Kind> = Set(HistoryEvent.Kind.allCases), from: UnixTime, to: UnixTime
  ) throws(HistoryError) -> [HistoryEvent] {
    try ask { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM event WHERE time_ms >= ? AND time_ms < ? ORDER BY time_ms, id",
        arguments: [HistoryDesk.milliseconds(from), HistoryDesk.milliseconds(to)])
      return rows.compactMap { HistoryEvent($0) }.filter { kinds.contains($0.kind) }
    }
  }

  /// Troubles that stood at any moment of a time, by their begin.
  public func troubles(from: UnixTime, to: UnixTime) throws(HistoryError) -> [HistoryTrouble] {
    try ask { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM trouble WHERE began_ms < ? AND (ended_ms IS NULL OR ended_ms >= ?) ORDER BY began_ms, id
          """, arguments: [HistoryDesk.milliseconds(to), HistoryDesk.milliseconds(from)])
      return rows.map { HistoryTrouble($0) }
    }
  }

  /// Runs of the agent that touch a time, by their begin.
  public func runs(from: UnixTime, to: UnixTime) throws(HistoryError) -> [HistoryRun] {
    try ask { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM run WHERE began < ? AND max(last, began) >= ? ORDER BY began, id",
        arguments: [Self.second(to), Self.second(from)])
      return rows.map { HistoryRun($0) }
    }
  }

  /// The whole book since the first row ever: it goes on over restarts and outlives every row.
  public func ledger() throws(HistoryError) -> HistoryLedger {
    try ask { database in
      HistoryLedger(
        rig: try Row.fetchAll(database, sql: "SELECT account, amount FROM ledger"),
        boards: try Row.fetchAll(database, sql: "SELECT name, l.* FROM board_ledger l JOIN board ON board.id = l.board")
      )
    }
  }

  static func second(_ time: UnixTime) -> Int { Int(max(-9e15, min(9e15, time.seconds.rounded(.down)))) }

  private func ask<Answer>(_ question: (Database) throws -> Answer) throws(HistoryError) -> Answer {
    do {
      return try queue.read(question)
    } catch {
      throw HistoryError(error, path: path)
    }
  }
}
