import Foundation
import Testing
import Units

@testable import Agent

@Suite("Export, backup, restore")
struct HistoryExportTests {
  func filled(_ folder: HistoryFolder) throws -> HistoryStore {
    let store = try HistoryStore(path: folder.history)
    _ = try store.begin(program: "t", boot: "x", uptime: 0, wall: HistoryRecorderTests.midnight)
    try HistoryStoreTests.fill(store, minutes: 31)
    var batch = HistoryBatch()
    batch.decisions = [
      HistoryDecision(
        at: HistoryRecorderTests.midnight + .seconds(5), stage: "run", target: 2, powered: 1, limit: .nightReserve,
        reason: "It is \"dark\", and cold.", changes: "when the sun rises")
    ]
    batch.events = [
      HistoryEvent(at: HistoryRecorderTests.midnight, .override, of: "7", "3 boards", by: "sun", value: 7200)
    ]
    batch.until = HistoryStoreTests.begin + 31 * 60
    try store.write(batch)
    return store
  }

  func lines(
    _ folder: HistoryFolder, _ table: HistoryExport.Table, _ format: HistoryExport.Format,
    from: UnixTime = UnixTime(seconds: 0), to: UnixTime = UnixTime(seconds: 4e9)
  ) throws -> [String] {
    var lines: [String] = []
    let reader = try HistoryReader(path: folder.history)
    try HistoryExport(reader, as: format).write(table, level: .quarter, from: from, to: to) { lines.append($0) }
    return lines
  }

  @Test("a CSV has a heading and as many fields in every row; quotes and commas stay one field")
  func csv() throws {
    let folder = HistoryFolder()
    _ = try filled(folder)
    let flows = try lines(folder, .flows, .csv)
    #expect(flows.count == 1 + 3)
    #expect(flows[0].hasPrefix("time,seconds,gap_s,panel_wh,"))
    #expect(flows[1].hasPrefix("2026-06-01T00:00:00Z,900,0,0.9,"))
    #expect(Set(flows.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }).count == 1)
    let decisions = try lines(folder, .decisions, .csv)
    #expect(decisions[1] == "2026-06-01T00:00:05Z,run,2,1,night,\"It is \"\"dark\"\", and cold.\",when the sun rises,0")
  }

  @Test("JSON lines are JSON; what is unknown is left out")
  func jsonLines() throws {
    let folder = HistoryFolder()
    _ = try filled(folder)
    for table in HistoryExport.Table.allCases {
      for line in try lines(folder, table, .jsonl) {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["time"] is String)
        #expect(object?["volt_v_min"] == nil)
      }
    }
  }

  @Test("line protocol: tags, fields, nanoseconds")
  func influx() throws {
    let folder = HistoryFolder()
    _ = try filled(folder)
    #expect(
      try lines(folder, .boards, .influx)[0].hasPrefix(
        "akkurat_boards,board=b1 energy_wh=0.03,measured_wh=0,active_s=900,"))
    #expect(
      try lines(folder, .events, .influx) == [
        "akkurat_events,kind=override,subject=7 text=\"3 boards\",who=\"sun\",value=7200,unsynchronised=0i "
          + "1780272000000000000"
      ])
    #expect(
      try lines(folder, .decisions, .influx)[0].contains("reason=\"It is \\\"dark\\\", and cold.\""))
  }

  @Test("--since and --until bound what is told")
  func bounds() throws {
    let folder = HistoryFolder()
    _ = try filled(folder)
    let begin = HistoryRecorderTests.midnight
    let rows = try lines(folder, .flows, .csv, from: begin + .seconds(900), to: begin + .seconds(1800))
    #expect(rows.count == 2 && rows[1].hasPrefix("2026-06-01T00:15:00Z"))
  }

  @Test("a backup of an open history is whole, needs nothing beside it, and comes back while somebody writes")
  func backUpAndRestore() throws {
    let folder = HistoryFolder()
    let store = try filled(folder)
    let copy = folder.path + "/copy"
    try HistoryCopy.backUp(folder.history, to: copy)
    #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
    #expect(try HistoryReader(path: copy).ledger() == HistoryReader(path: folder.history).ledger())
    try HistoryStoreTests.fill(store, minutes: 5, from: HistoryStoreTests.begin + 3600)
    let kept = try HistoryCopy.restore(copy, to: folder.history)
    #expect(try HistoryReader(path: folder.history).ledger().sum.shares.accepted == 31 * 6)
    #expect(try HistoryReader(path: try #require(kept)).ledger().sum.shares.accepted == 36 * 6)
    // The writer that had it open goes on.
    try HistoryStoreTests.fill(store, minutes: 2, from: HistoryStoreTests.begin + 7200)
    #expect(try HistoryReader(path: folder.history).ledger().sum.shares.accepted == 33 * 6)
  }

  @Test("what is no history, damaged or of a later program is not put back")
  func refusals() throws {
    let folder = HistoryFolder()
    let store = try filled(folder)
    try store.close()
    let before = try Data(contentsOf: URL(filePath: folder.history))
    let copy = folder.path + "/copy"
    try Data("no database, but long enough to look at".utf8).write(to: URL(filePath: copy))
    #expect(throws: HistoryError.self) { try HistoryCopy.restore(copy, to: folder.history) }
    try FileManager.default.removeItem(atPath: copy)
    #expect(throws: HistoryError.missing(path: copy)) { try HistoryCopy.restore(copy, to: folder.history) }
    try HistoryCopy.backUp(folder.history, to: copy)
    let later = try HistoryStore(path: copy)
    try later.setVersion(77)
    try later.close()
    #expect(throws: HistoryError.newer(path: copy, version: 77)) {
      try HistoryCopy.restore(copy, to: folder.history)
    }
    #expect(try Data(contentsOf: URL(filePath: folder.history)) == before)
  }

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Data")

  @Test("a file of every earlier version is brought up to date with all that is in it", arguments: [1, 2])
  func migrations(version: Int) throws {
    let folder = HistoryFolder()
    let fixture = Self.fixtures.appending(path: "history-v\(version).sqlite")
    try FileManager.default.copyItem(at: fixture, to: URL(filePath: folder.history))
    #expect(version <= HistorySchema.version)
    let store = try HistoryStore(path: folder.history)
    try HistoryStoreTests.fill(store, minutes: 1, from: HistoryStoreTests.begin + 86400)
    let reader = try HistoryReader(path: folder.history)
    let ledger = try reader.ledger()
    #expect(ledger.sum.shares.accepted == 31 * 6 + 6)
    #expect(ledger.boards["b1"]?.shares.hashes == 32_000)
    #expect(abs((ledger.boards["b1"]?.energy.value ?? 0) - 32 * 0.002) < 1e-9)
    let all = (from: UnixTime(seconds: 0), to: UnixTime(seconds: 4e9))
    #expect(try reader.decisions(from: all.from, to: all.to).count == 1)
    #expect(try reader.events(from: all.from, to: all.to).count == 1)
    #expect(try reader.boardTotals(.quarter, from: all.from, to: all.to)["b1"]?.active == 32 * 60)
  }

  @Test("there is a fixture of every version")
  func fixtures() throws {
    for version in 1...HistorySchema.version {
      let path = Self.fixtures.appending(path: "history-v\(version).sqlite").path()
      #expect(FileManager.default.fileExists(atPath: path), "make one with AKKURAT_FIXTURE=1 swift test")
    }
  }

  /// Makes the fixture of the present version; committed once, when a version is new.
  @Test("make a fixture", .enabled(if: ProcessInfo.processInfo.environment["AKKURAT_FIXTURE"] != nil))
  func make() throws {
    let folder = HistoryFolder()
    _ = try filled(folder)
    try FileManager.default.createDirectory(at: Self.fixtures, withIntermediateDirectories: true)
    try HistoryCopy.backUp(
      folder.history, to: Self.fixtures.appending(path: "history-v\(HistorySchema.version).sqlite").path())
  }
}
