import Foundation
import GRDB
import Testing
import Units

@testable import Agent

/// Scenario 22: the power fails at any point of a write. The full count runs in `.ci/long`.
@Suite("Power cuts", .serialized)
struct PowerCutTests {
  static let points = ProcessInfo.processInfo.environment["AKKURAT_POWER_CUTS"].flatMap { Int($0) } ?? 60

  /// A life of an hour and a half in batches of five minutes, every byte of it logged.
  func life() throws -> [WriteLog.Entry] {
    let folder = HistoryFolder()
    let log = WriteLog(folder: folder.path)
    defer { log.stop() }
    let store = try log.record { try HistoryStore(path: folder.history) }
    _ = try store.begin(program: "t", boot: "x", uptime: 0, wall: HistoryRecorderTests.midnight)
    for number in 0..<18 {
      try store.write(Self.batch(number))
      log.note(.promise(batches: number + 1))
      // Now and then the log is brought home, as it is after 500 pages.
      if number % 5 == 4 { try store.queue.writeWithoutTransaction { _ = try $0.checkpoint(.restart) } }
    }
    return log.all
  }

  static func batch(_ number: Int) -> HistoryBatch {
    var batch = HistoryBatch()
    let start = HistoryStoreTests.begin + number * 300
    batch.intervals = (0..<30).map { HistoryStoreTests.row(start + $0 * 10) }
    batch.boards = (0..<5).flatMap { minute in
      (1...8).map { HistoryStoreTests.board(start + minute * 60, "b\($0)") }
    }
    batch.events = [HistoryEvent(at: UnixTime(seconds: Double(start)), .pool, of: "n", "answers")]
    batch.until = start + 300
    return batch
  }

  @Test("whatever the card kept of what was not flushed: the book opens, every promised batch is whole in it")
  func anyPoint() throws {
    let log = try life()
    #expect(log.count > 300)
    var dice = SplitMix(22)
    var torn = 0
    for _ in 0..<Self.points {
      let point = Int.random(in: 0...log.count, using: &dice)
      let cut = PowerCut(log, at: point, dice: &dice)
      let kept = try batchesKept(after: cut, at: point)
      #expect(kept >= cut.promised && kept <= cut.promised + 1, "cut at \(point) of \(log.count)")
      torn += kept > cut.promised ? 1 : 0
    }
    print("\(Self.points) power cuts over \(log.count) writes and flushes; \(torn) kept a batch more than was promised")
  }

  /// Opens what the card holds as the agent would and goes on writing; the number of whole batches in it.
  private func batchesKept(after cut: PowerCut, at point: Int) throws -> Int {
    let folder = HistoryFolder()
    try cut.write(to: folder.path)
    let store = try HistoryStore(path: folder.history)
    _ = try store.begin(program: "t", boot: "y", uptime: 0, wall: HistoryRecorderTests.midnight + .hours(3))
    let reader = try HistoryReader(path: folder.history)
    let sum = try reader.ledger().sum
    let kept = sum.shares.accepted / 30
    #expect(sum.shares.accepted == kept * 30, "half a batch, cut at \(point)")
    let all = (from: UnixTime(seconds: 0), to: UnixTime(seconds: 4e9))
    for level in HistoryLevel.allCases {
      let rows = try reader.intervals(level, from: all.from, to: all.to)
      #expect(rows.reduce(0) { $0 + $1.shares.accepted } == kept * 30, "\(level), cut at \(point)")
    }
    #expect(try reader.events([.pool], from: all.from, to: all.to).count == kept)
    let finding = try store.queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    #expect(finding == "ok", "cut at \(point)")
    try store.write(Self.batch(100))
    return kept
  }

  @Test("a day of twenty boards that are always on writes less than 40 MB to the card")
  func wear() throws {
    let folder = HistoryFolder()
    // What SQLite assumes of any file system: SQLITE_IOCAP_POWERSAFE_OVERWRITE.
    let log = WriteLog(folder: folder.path, characteristics: 0x1000)
    defer { log.stop() }
    let store = try log.record { try HistoryStore(path: folder.history) }
    _ = try store.begin(program: "t", boot: "x", uptime: 0, wall: HistoryRecorderTests.midnight)
    let minutes = 120
    let before = log.all.count
    for minute in 0..<minutes {
      var batch = HistoryBatch()
      let start = HistoryStoreTests.begin + minute * 60
      batch.intervals = (0..<6).map { HistoryStoreTests.row(start + $0 * 10) }
      batch.boards = (1...20).map { HistoryStoreTests.board(start, "board \($0)") }
      batch.until = start + 60
      try store.write(batch)
    }
    let bytes = Self.blocks(log.all.dropFirst(before)) * 4096
    let syncs = log.all.dropFirst(before).count { if case .sync = $0 { true } else { false } }
    let aDay = bytes * 1440 / minutes
    print("\(aDay / 1000) kB a day reach the card, in \(syncs * 1440 / minutes) flushes")
    #expect(aDay < 40_000_000)
  }

  /// Blocks of 4 KiB that a file system writes: every one that was touched between two flushes of a file, whole.
  static func blocks(_ log: ArraySlice<WriteLog.Entry>) -> Int {
    var touched: [String: Set<Int>] = [:]
    var count = 0
    for entry in log {
      switch entry {
      case .write(let file, let offset, let bytes):
        touched[file, default: []].formUnion(offset / 4096...(offset + bytes.count - 1) / 4096)
      case .sync(let file): count += touched.removeValue(forKey: file)?.count ?? 0
      case .truncate, .delete, .promise: break
      }
    }
    return count
  }

  @Test("the replay can fail: without flushes the book is damaged or short")
  func canFail() throws {
    let log = try life().filter { if case .sync = $0 { false } else { true } }
    var dice = SplitMix(22)
    var harmed = 0
    for _ in 0..<20 {
      let folder = HistoryFolder()
      let cut = PowerCut(log, at: log.count, dice: &dice)
      try cut.write(to: folder.path)
      guard let store = try? HistoryStore(path: folder.history),
        (try? store.queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }) == "ok",
        let kept = try? HistoryReader(path: folder.history).ledger().sum.shares.accepted, kept == 18 * 30
      else {
        harmed += 1
        continue
      }
    }
    #expect(harmed > 10)
  }

  @Test("a small file with a checksum is the old one or the new one, wherever its writing is cut")
  func smallFiles() throws {
    let folder = HistoryFolder()
    let file = ChecksummedFile(path: folder.path + "/orders.json")
    #expect(file.write("{\"old\":1}") == nil)
    let old = try Data(contentsOf: URL(filePath: file.path))
    #expect(file.write("{\"new\":22}") == nil)
    let new = try Data(contentsOf: URL(filePath: file.path))
    // Before the rename the new one is any part of itself beside the old one.
    for count in 0...new.count {
      try old.write(to: URL(filePath: file.path))
      try new.prefix(count).write(to: URL(filePath: file.path + ".new"))
      #expect(file.read() == .line("{\"old\":1}"))
    }
    // A file system that renames before it writes leaves any part of the new one: never taken for an order.
    for count in 0..<(new.count - 1) {
      try new.prefix(count).write(to: URL(filePath: file.path))
      #expect(file.read() == .damaged)
    }
  }
}
