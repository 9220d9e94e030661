internal import Foundation
internal import GRDB
internal import Glibc

/// Copies of a history while an agent may write it, by SQLite's online backup (sqlite.org/backup.html).
public enum HistoryCopy {
  /// Writes a copy of one moment to a file that holds everything by itself; an older file there is replaced only when
  /// the copy is whole.
  public static func backUp(_ path: String, to copy: String) throws(HistoryError) {
    guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
    let draft = copy + ".new"
    do {
      try? FileManager.default.removeItem(atPath: draft)
      try copyPages(from: path, to: draft)
      let file = Glibc.open(draft, O_RDONLY | O_CLOEXEC)
      defer { close(file) }
      guard file >= 0, fsync(file) == 0, rename(draft, copy) == 0 else {
        throw HistoryError.notPermitted(path: copy, reason: String(cString: strerror(errno)))
      }
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw HistoryError(error, path: error is HistoryError ? path : copy)
    }
  }

  /// Puts a copy's contents in the place of a history; a running agent goes on with them. What was there before is
  /// kept beside it.
  ///
  /// - Returns: where the replaced history lies now; nil when there was none.
  /// - Throws: ``HistoryError``; a copy that is damaged, of a later program, or no history at all changes nothing.
  public static func restore(_ copy: String, to path: String) throws(HistoryError) -> String? {
    guard FileManager.default.fileExists(atPath: copy) else { throw .missing(path: copy) }
    try check(copy)
    var kept: String?
    if FileManager.default.fileExists(atPath: path) {
      let before = path + ".before-restore"
      try backUp(path, to: before)
      kept = before
    }
    do {
      let source = try open(copy, isReadOnly: true)
      let target = try open(path, isReadOnly: false)
      try source.backup(to: target)
      try HistorySchema.migrate(target)
      try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try target.close()
    } catch {
      throw HistoryError(error, path: path)
    }
    return kept
  }

  private static func check(_ copy: String) throws(HistoryError) {
    do {
      let queue = try open(copy, isReadOnly: true)
      let (version, finding) = try queue.read { database in
        (
          try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
          try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "ok"
        )
      }
      guard version <= HistorySchema.version else { throw HistoryError.newer(path: copy, version: version) }
      guard finding == "ok" else { throw HistoryError.damaged(path: copy, reason: finding) }
      guard version > 0 else { throw HistoryError.failed(path: copy, reason: "it is no history of akkurat") }
    } catch {
      throw HistoryError(error, path: copy)
    }
  }

  private static func copyPages(from path: String, to copy: String) throws {
    let target = try open(copy, isReadOnly: false)
    try open(path, isReadOnly: true).backup(to: target)
    // One file that needs no others beside it.
    try target.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try target.close()
  }

  private static func open(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(10)
    return try DatabaseQueue(path: path, configuration: configuration)
  }
}
