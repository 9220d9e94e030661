import GRDB
import Testing
import Units

@testable import Agent

@Suite("The history's file")
struct HistoryStoreTests {
  /// 2026-06-01 00:00 UTC.
  static let begin = 1_780_272_000

  static func row(_ start: Int, panel: Double = 0.01, boards: Int = 2) -> HistoryInterval {
    var row = HistoryInterval(start: start, level: .fine, seconds: 10)
    row.panel = WattHours(panel)
    row.boards = WattHours(0.002)
    row.charge = HistoryBand(0.5, seconds: 10)
    row.boardsOn = [boards: 10]
    row.limits = [.nightReserve: 10]
    row.shares.accepted = 1
    row.shares.reward = 0.0003
    return row
  }

  static func board(_ start: Int, _ name: String = "b1", active: Double = 60) -> BoardInterval {
    var row = BoardInterval(board: name, start: start, level: .minute)
    row.energy = WattHours(0.002)
    row.active = active
    row.shares.hashes = 1000
    return row
  }

  /// A store that has lived through a time, written a minute at once.
  static func fill(_ store: HistoryStore, minutes: Int, from begin: Int = begin) throws {
    for minute in 0..<minutes {
      var batch = HistoryBatch()
      let start = begin + minute * 60
      batch.intervals = (0..<6).map { row(start + $0 * 10) }
      batch.boards = [board(start)]
      batch.until = start + 60
      try store.write(batch)
    }
  }

  static func time(_ second: Int) -> UnixTime { UnixTime(seconds: Double(second)) }

  @Test("what was written is read again, column by column")
  func roundTrip() throws {
    let folder = HistoryFolder()
    let store = try HistoryStore(path: folder.history)
    var row = Self.row(Self.begin)
    row.gaps = 1.5
    row.charged = WattHours(0.003)
    row.curtailed = WattHours(0.001)
    row.deviation = 0.05
    row.voltage = HistoryBand(least: 12.9, mean: 13, greatest: 13.1, seconds: 10)
    row.temperature = HistoryBand(-3.25, seconds: 10)
    row.panelPeak = Watts(7.5)
    row.boardsOn = [2: 4.5, 3: 5.5]
    row.limits = [.sun: 4, .allOn: 6]
    row.switchings = 1
    row.brownOuts = 2
    var batch = HistoryBatch()
    batch.intervals = [row]
    batch.until = Self.begin + 10
    try store.write(batch)
    let read = try HistoryReader(path: folder.history).intervals(
      .fine, from: Self.time(Self.begin), to: Self.time(Self.begin + 10))
    #expect(read == [row])
  }

  @Test("a level is the same sum whether its rows are rolled up yet or not", arguments: [5, 47, 24 * 60 + 3])
  func levelsAgree(minutes: Int) throws {
    let folder = HistoryFolder()
    let store = try HistoryStore(path: folder.history)
    try Self.fill(store, minutes: minutes)
    let reader = try HistoryReader(path: folder.history)
    let all = (from: Self.time(0), to: Self.time(Self.begin * 2))
    for level in HistoryLevel.allCases {
      let rows = try reader.intervals(level, from: all.from, to: all.to)
      #expect(rows.reduce(0) { $0 + $1.shares.accepted } == minutes * 6)
      #expect(abs(rows.reduce(0) { $0 + $1.panel.value } - Double(minutes) * 0.06) < 1e-6)
      #expect(rows.reduce(0) { $0 + ($1.boardsOn[2] ?? 0) } == Double(minutes) * 60)
      #expect(rows.allSatisfy { $0.level == level && $0.start % level.seconds == 0 })
    }
    for level in HistoryLevel.allCases.dropFirst() {
      #expect(try reader.boardTotals(level, from: all.from, to: all.to)["b1"]?.active == Double(minutes) * 60)
    }
  }

  @Test("the book holds every row once, and goes on when the file is opened again")
  func ledgerContinues() throws {
    let folder = HistoryFolder()
    let first = try HistoryStore(path: folder.history)
    try Self.fill(first, minutes: 20)
    try first.close()
    let second = try HistoryStore(path: folder.history)
    try Self.fill(second, minutes: 20, from: Self.begin + 1200)
    let ledger = try HistoryReader(path: folder.history).ledger()
    #expect(abs(ledger.sum.panel.value - 2.4) < 1e-9)
    #expect(ledger.sum.shares.accepted == 240)
    #expect(abs((ledger.boards["b1"]?.energy.value ?? 0) - 0.08) < 1e-9)
    #expect(ledger.sum.seconds == 2400)
  }

  @Test("a row that comes late is added to the coarser rows that were already made")
  func lateRow() throws {
    let folder = HistoryFolder()
    let store = try HistoryStore(path: folder.history)
    try Self.fill(store, minutes: 20)
    var batch = HistoryBatch()
    batch.intervals = [Self.row(Self.begin + 30, panel: 5)]
    batch.until = Self.begin + 1200
    try store.write(batch)
    let quarters = try HistoryReader(path: folder.history).intervals(
      .quarter, from: Self.time(Self.begin), to: Self.time(Self.begin + 900))
    #expect(abs((quarters.first?.panel.value ?? 0) - 5.9) < 1e-6)
  }

  @Test("a file of a later program is left alone")
  func newer() throws {
    let folder = HistoryFolder()
    let store = try HistoryStore(path: folder.history)
    try store.setVersion(999)
    try store.close()
    #expect(throws: HistoryError.newer(path: folder.history, version: 999)) {
      try HistoryStore(path: folder.history)
    }
    #expect(HistoryError.newer(path: "", version: 999).recovery == .disable)
  }

  @Test("no history is its own answer")
  func missing() {
    #expect(throws: HistoryError.missing(path: "/nowhere/history.sqlite")) {
      try HistoryReader(directory: "/nowhere")
    }
  }
}

extension HistoryStore {
  /// Pretends that another program wrote it.
  func setVersion(_ version: Int) throws {
    try queue.write { try $0.execute(sql: "PRAGMA user_version = \(version)") }
  }
}

extension HistoryStore {
  /// Pages of 1 KiB in use.
  func pages() throws -> Int {
    try queue.read { database in
      (try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0)
        - (try Int.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0)
    }
  }

  /// The rows of each level and the begin of the oldest.
  func rowCounts() throws -> [HistoryLevel: (count: Int, oldest: Int)] {
    try queue.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT level, count(*) AS n, min(start) AS first FROM interval GROUP BY 1")
      var counts: [HistoryLevel: (count: Int, oldest: Int)] = [:]
      for row in rows {
        guard let level = HistoryLevel(rawValue: row["level"]) else { continue }
        counts[level] = (row["n"] as Int, row["first"] as Int)
      }
      return counts
    }
  }
}
