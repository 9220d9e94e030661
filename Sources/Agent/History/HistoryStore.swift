internal import Foundation
internal import GRDB

/// The history's file, open for writing. Blocks while the card works: it belongs on a thread of its own
/// (``HistoryWriter``), never on the control task.
///
/// Write-ahead log, every batch one transaction that is flushed to the card before it counts: a power cut loses the
/// batches that were not handed over yet and nothing else. Source: sqlite.org/wal.html, sqlite.org/pragma.html
/// (`synchronous`).
public struct HistoryStore: Sendable {
  /// Where it lies.
  public let path: String
  /// How long rows are kept.
  public var retention: HistoryRetention
  let queue: DatabaseQueue

  /// Opens a history, makes one where there is none, and brings an older one up to date.
  ///
  /// - Throws: ``HistoryError``.
  public init(path: String, retention: HistoryRetention = HistoryRetention()) throws(HistoryError) {
    self.path = path
    self.retention = retention
    do {
      let folder = (path as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      queue = try DatabaseQueue(path: path, configuration: Self.configuration)
      try HistorySchema.migrate(queue)
      try Self.check(queue)
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Rows are checked only after a run that did not end in order: the check reads the whole file.
  private static func check(_ queue: DatabaseQueue) throws {
    let finding = try queue.read { database -> String? in
      let open = try Int.fetchOne(
        database, sql: "SELECT ended IS NULL FROM run ORDER BY id DESC LIMIT 1")
      guard open == 1 else { return nil }
      return try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
    }
    if let finding, finding != "ok" { throw HistoryError.damaged(path: queue.path, reason: finding) }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "history"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // EXTRA, and before the first write: making the file uses a rollback journal once. Were its deletion not on the
      // card when the power fails, the next start would roll the whole book back to nothing.
      //
      // A flush changes a few rows in each of a dozen places and writes every page it touched: small pages and a long
      // log halve what reaches the card (PowerCutTests measures it). Still smaller pages would break rows in two.
      try database.execute(
        sql: """
          PRAGMA page_size = 1024; PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL;
          PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 4194304; PRAGMA temp_store = MEMORY;
          PRAGMA cache_size = -1024
          """)
    }
    return configuration
  }

  /// Writes a batch in one transaction, rolls full minutes, quarters and days up, and drops what is too old.
  public func write(_ batch: HistoryBatch) throws(HistoryError) {
    do {
      try queue.write { database in
        let desk = HistoryDesk(database)
        if let clock = batch.clock { try desk.redate(by: clock) }
        let batch = batch.isProvisional ? batch.moved(by: try desk.beginOfRun()) : batch
        try desk.add(batch)
        try desk.roll(until: batch.until)
        try desk.prune(at: batch.until, retention)
      }
    } catch {
      throw HistoryError(error, path: path)
    }
  }

  /// Closes the file; everything is on the card.
  public func close() throws(HistoryError) {
    do {
      try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try queue.close()
    } catch {
      throw HistoryError(error, path: path)
    }
  }
}
