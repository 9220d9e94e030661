import Foundation
import Testing
import Units

@testable import Agent

@Suite("What the history keeps")
struct HistoryRetentionTests {
  /// Years, a day in a transaction: the rows of each level that a day would bring, but few of them.
  static func live(_ store: HistoryStore, days: Int, from first: Int = 0) throws {
    for day in first..<(first + days) {
      let start = HistoryStoreTests.begin + day * 86400
      var batch = HistoryBatch()
      batch.intervals = (0..<16).map { HistoryStoreTests.row(start + $0 * 5400) }
      batch.boards = [HistoryStoreTests.board(start)]
      batch.events = [HistoryEvent(at: UnixTime(seconds: Double(start)), .pool, of: "n", "answers")]
      batch.until = start + 86400
      try store.write(batch)
    }
  }

  @Test("through simulated years each level keeps its time, days and the book stay, and the file stops growing")
  func years() throws {
    let folder = HistoryFolder()
    let store = try HistoryStore(path: folder.history)
    try Self.live(store, days: 450)
    let early = try store.pages()
    try Self.live(store, days: 300, from: 450)
    let now = HistoryStoreTests.begin + 750 * 86400
    let rows = try store.rowCounts()
    let keep = HistoryRetention()
    for level in HistoryLevel.allCases.dropLast() {
      let seconds = try #require(keep.seconds(level))
      let oldest = try #require(rows[level]?.oldest)
      #expect(oldest >= now - seconds - 86400 && oldest <= now - seconds + 86400, "\(level)")
    }
    #expect(rows[.day]?.count == 750)
    #expect(try store.pages() - early < 160, "300 days more cost their rows of days and nothing else")
    let reader = try HistoryReader(path: folder.history)
    #expect(try reader.ledger().sum.shares.accepted == 750 * 16)
    let all = (from: UnixTime(seconds: 0), to: UnixTime(seconds: 4e9))
    let days = try reader.intervals(.day, from: all.from, to: all.to)
    #expect(days.reduce(0) { $0 + $1.shares.accepted } == 750 * 16)
    #expect(abs(try reader.events(from: all.from, to: all.to).count - 400) <= 2)
  }

  @Test("a rig that flaps does not fill the card: events are bounded by number, too")
  func flapping() throws {
    let folder = HistoryFolder()
    var keep = HistoryRetention()
    keep.mostEvents = 100
    let store = try HistoryStore(path: folder.history, retention: keep)
    for hour in 0..<5 {
      var batch = HistoryBatch()
      let start = HistoryStoreTests.begin + hour * 3600
      batch.intervals = [HistoryStoreTests.row(start), HistoryStoreTests.row(start + 3590)]
      batch.events = (0..<500).map { HistoryEvent(at: UnixTime(seconds: Double(start + $0)), .pool, of: "n", "x") }
      batch.until = start + 3600
      try store.write(batch)
    }
    let events = try HistoryReader(path: folder.history).events(
      from: UnixTime(seconds: 0), to: UnixTime(seconds: 4e9))
    #expect(events.count <= 100)
    #expect(events.last?.time == UnixTime(seconds: Double(HistoryStoreTests.begin + 4 * 3600 + 499)))
  }
}
