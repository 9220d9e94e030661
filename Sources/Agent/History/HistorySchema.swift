internal import GRDB

/// The tables of the history, by the version that brought them. doc/history.md describes every column.
///
/// Amounts are whole numbers of a small unit, because SQLite stores those in 1 to 6 bytes and a floating-point number
/// always in 8: nWh, ms, mV, mW, 1/100 °C, 1/10000 of charge, 1e-9 coins.
enum HistorySchema {
  /// The newest version this program knows.
  static let version = migrations.count

  /// The SQL of each version, applied in order; `PRAGMA user_version` counts them. A published one is never changed.
  static let migrations = [version1, version2]

  /// Brings a database up to date, one transaction a version.
  ///
  /// - Throws: ``HistoryError/newer(path:version:)`` for a database of a later program.
  static func migrate(_ queue: DatabaseQueue, to last: Int = version) throws {
    let present = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    guard present <= version else { throw HistoryError.newer(path: queue.path, version: present) }
    for (index, sql) in migrations.enumerated().prefix(last).dropFirst(present) {
      try queue.write { database in
        try database.execute(sql: sql)
        try database.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
  }

  private static let shareColumns = """
    accepted INTEGER NOT NULL DEFAULT 0, unpaid INTEGER NOT NULL DEFAULT 0, blocks INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0, unanswered INTEGER NOT NULL DEFAULT 0, wrong INTEGER NOT NULL DEFAULT 0,
    hashes INTEGER NOT NULL DEFAULT 0, reward INTEGER NOT NULL DEFAULT 0
    """

  private static let version1 = """
    CREATE TABLE interval (
      level INTEGER NOT NULL, start INTEGER NOT NULL, ms INTEGER NOT NULL, flags INTEGER NOT NULL, gap_ms INTEGER NOT NULL,
      panel INTEGER NOT NULL, charged INTEGER NOT NULL, discharged INTEGER NOT NULL, host INTEGER NOT NULL,
      boards INTEGER NOT NULL, boards_measured INTEGER NOT NULL, conversion INTEGER NOT NULL,
      curtailed INTEGER NOT NULL, forecast INTEGER NOT NULL, sun INTEGER NOT NULL,
      soc_ms INTEGER, soc_min INTEGER, soc_mean INTEGER, soc_max INTEGER, soc_deviation INTEGER,
      volt_ms INTEGER, volt_min INTEGER, volt_mean INTEGER, volt_max INTEGER,
      temp_ms INTEGER, temp_min INTEGER, temp_mean INTEGER, temp_max INTEGER,
      panel_peak INTEGER NOT NULL, boards_on TEXT NOT NULL, limits TEXT NOT NULL,
      switchings INTEGER NOT NULL, brown_outs INTEGER NOT NULL, \(shareColumns),
      PRIMARY KEY (level, start)) WITHOUT ROWID;
    CREATE TABLE board (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE board_interval (
      level INTEGER NOT NULL, start INTEGER NOT NULL, board INTEGER NOT NULL REFERENCES board(id),
      energy INTEGER NOT NULL, measured INTEGER NOT NULL,
      active_ms INTEGER NOT NULL, idle_ms INTEGER NOT NULL, sleep_ms INTEGER NOT NULL,
      starts INTEGER NOT NULL, brown_outs INTEGER NOT NULL, \(shareColumns),
      PRIMARY KEY (level, start, board)) WITHOUT ROWID;
    CREATE TABLE rolled (level INTEGER PRIMARY KEY, until INTEGER NOT NULL);
    CREATE TABLE ledger (account TEXT PRIMARY KEY, amount REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE run (
      id INTEGER PRIMARY KEY, began INTEGER NOT NULL, flags INTEGER NOT NULL, boot TEXT NOT NULL, uptime REAL NOT NULL,
      program TEXT NOT NULL, last INTEGER NOT NULL, ended INTEGER);
    CREATE TABLE decision (
      id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, flags INTEGER NOT NULL, stage TEXT NOT NULL,
      target INTEGER NOT NULL, powered INTEGER NOT NULL, bound TEXT NOT NULL, reason TEXT NOT NULL,
      changes TEXT NOT NULL);
    CREATE INDEX decision_time ON decision(time_ms);
    CREATE TABLE event (
      id INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL, flags INTEGER NOT NULL, kind TEXT NOT NULL,
      subject TEXT NOT NULL, text TEXT NOT NULL, who TEXT, value REAL);
    CREATE INDEX event_time ON event(time_ms);
    CREATE TABLE trouble (
      id INTEGER PRIMARY KEY, key TEXT NOT NULL, text TEXT NOT NULL, began_ms INTEGER NOT NULL, ended_ms INTEGER,
      flags INTEGER NOT NULL);
    CREATE INDEX trouble_time ON trouble(began_ms);
    CREATE VIEW flows AS
      SELECT level, datetime(start, 'unixepoch') AS utc, ms / 1e3 AS seconds, panel / 1e9 AS panel_wh,
        charged / 1e9 AS charged_wh, discharged / 1e9 AS discharged_wh, host / 1e9 AS host_wh, boards / 1e9 AS boards_wh,
        conversion / 1e9 AS conversion_wh, (panel + discharged - charged - host - boards - conversion) / 1e9 AS residual_wh,
        curtailed / 1e9 AS curtailed_wh, soc_min / 1e4 AS soc_min, soc_mean / 1e4 AS soc_mean, soc_max / 1e4 AS soc_max,
        accepted, unpaid, reward / 1e9 AS reward
      FROM interval;
    """

  /// A board's account is one row of whole numbers: as ten rows of text and floating point, the accounts of twenty boards
  /// were most of what each flush wrote to the card.
  private static let version2 = """
    CREATE TABLE board_ledger (
      board INTEGER PRIMARY KEY REFERENCES board(id),
      energy INTEGER NOT NULL DEFAULT 0, measured INTEGER NOT NULL DEFAULT 0, \(shareColumns));
    INSERT INTO board_ledger
      SELECT id, \(accounts.map { "\(moved($0.name, factor: $0.factor))" }.joined(separator: ", ")) FROM board;
    DELETE FROM ledger WHERE account LIKE 'board/%';
    """

  private static let accounts: [(name: String, factor: String)] = [
    ("energy", "1e9"), ("measured", "1e9"), ("accepted", "1"), ("unpaid", "1"), ("blocks", "1"), ("refused", "1"),
    ("unanswered", "1"), ("wrong", "1"), ("hashes", "1"), ("reward", "1e9"),
  ]

  private static func moved(_ account: String, factor: String) -> String {
    """
    ifnull((SELECT CAST(round(amount * \(factor)) AS INTEGER) FROM ledger
      WHERE account = 'board/' || board.name || '/\(account)'), 0)
    """
  }
}
