internal import Foundation
internal import Units

/// The file as the writer holds it: opened when it can be, closed when it cannot, set aside when it is damaged.
struct HistoryShelf: Sendable {
  private let path: String
  private let retention: HistoryRetention
  private var run: HistoryWriter.Run
  private var store: HistoryStore?

  init(path: String, retention: HistoryRetention, run: HistoryWriter.Run) {
    self.path = path
    self.retention = retention
    self.run = run
  }

  /// Writes a batch; tells when a damaged file was set aside for it.
  mutating func write(_ batch: HistoryBatch) throws(HistoryError) -> HistoryWriter.Outcome? {
    do throws(HistoryError) {
      try attempt(batch)
      return nil
    } catch {
      store = nil
      guard error.recovery == .reinitialise, let aside = setAside() else { throw error }
      try attempt(batch)
      return .setAside(path: aside, reason: "\(error)")
    }
  }

  private mutating func attempt(_ batch: HistoryBatch) throws(HistoryError) {
    let store = try open()
    try store.write(batch)
    // Should the file have to be begun anew, the run in it begins at its true date.
    if let clock = batch.clock { run.wall = clock.wall + (run.started - Uptime(seconds: clock.uptime)) }
  }

  private mutating func open() throws(HistoryError) -> HistoryStore {
    let fresh: HistoryStore
    if let store { fresh = store } else { fresh = try HistoryStore(path: path, retention: retention) }
    // Does nothing while this run stands in the file; a copy that was put back while it runs does not know of it.
    _ = try fresh.begin(program: run.program, boot: run.boot, uptime: run.started.seconds, wall: run.wall)
    store = fresh
    return fresh
  }

  /// Ends the run in order, if the file can be written at all.
  mutating func close(at time: Uptime) {
    guard let store else { return }
    try? store.end(after: (time - run.started).inSeconds)
    try? store.close()
    self.store = nil
  }

  /// Moves the file and what belongs to it away; an earlier one that was set aside makes room, so that a card that
  /// damages files does not fill up with them.
  private func setAside() -> String? {
    let files = FileManager.default
    let aside = path + ".damaged"
    for end in ["", "-wal", "-shm"] {
      try? files.removeItem(atPath: aside + end)
      guard files.fileExists(atPath: path + end) else { continue }
      do { try files.moveItem(atPath: path + end, toPath: aside + end) } catch { return nil }
    }
    return aside
  }
}
