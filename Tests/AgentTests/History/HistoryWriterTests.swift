import Foundation
import Synchronization
import Testing
import Units

@testable import Agent

/// Scenarios 22 and 23: whatever the card does, whoever writes to the book goes on.
@Suite("The history's writer")
struct HistoryWriterTests {
  /// What the writer told, in order.
  final class Ear: Sendable {
    let heard = Mutex<[HistoryWriter.Outcome]>([])
    var outcomes: [HistoryWriter.Outcome] { heard.withLock { $0 } }
  }

  func writer(_ path: String, _ ear: Ear) -> HistoryWriter {
    HistoryWriter(
      path: path, retention: HistoryRetention(),
      run: .init(program: "t", boot: "x", started: .zero, wall: HistoryRecorderTests.midnight)
    ) { outcome in ear.heard.withLock { $0.append(outcome) } }
  }

  func batch(_ minute: Int, rows: Int = 6) -> HistoryBatch {
    var batch = HistoryBatch()
    let start = HistoryStoreTests.begin + minute * 60
    batch.intervals = (0..<rows).map { HistoryStoreTests.row(start + $0 * 10) }
    batch.until = start + 60
    return batch
  }

  @Test("batches reach the card, and an ordered end is written down")
  func writes() async throws {
    let (folder, ear) = (HistoryFolder(), Ear())
    let writer = writer(folder.history, ear)
    writer.post([batch(0), batch(1)])
    await writer.finish([batch(2)], at: Uptime(seconds: 180))
    let reader = try HistoryReader(path: folder.history)
    #expect(try reader.ledger().sum.shares.accepted == 18)
    let run = try #require(try reader.runs(from: UnixTime(seconds: 0), to: UnixTime(seconds: 4e9)).first)
    #expect(run.endedInOrder)
    #expect(run.last == HistoryRecorderTests.midnight + .seconds(180))
    #expect(ear.outcomes.allSatisfy { $0 == .written(lost: 0) })
  }

  @Test("Scenario 22: a damaged file is set aside and a new one begun", arguments: [0, 100, 5000])
  func damaged(at offset: Int) async throws {
    let (folder, ear) = (HistoryFolder(), Ear())
    let first = writer(folder.history, ear)
    await first.finish((0..<40).map { batch($0) }, at: Uptime(seconds: 60))
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: folder.history)))
    for index in offset..<min(bytes.count, offset + 4000) { bytes[index] = 0xA5 }
    try Data(bytes).write(to: URL(filePath: folder.history))
    // Not ended in order, so that the next start looks at every page.
    let second = writer(folder.history, ear)
    await second.finish([batch(50)], at: Uptime(seconds: 120))
    if case .setAside(let path, _) = ear.outcomes.first(where: { if case .setAside = $0 { true } else { false } }) {
      #expect(FileManager.default.fileExists(atPath: path))
      #expect(try HistoryReader(path: folder.history).ledger().sum.shares.accepted == 6)
    } else {
      // Damage in a page that nobody reads does no harm to what is written now.
      #expect(ear.outcomes.last == .written(lost: 0))
    }
  }

  @Test("Scenario 23: a folder that cannot be written keeps the rows in memory until it can")
  func notWritable() async throws {
    let (folder, ear) = (HistoryFolder(), Ear())
    // A file where the folder should be: nobody can write there, not even root.
    let blocked = folder.path + "/blocked"
    try Data().write(to: URL(filePath: blocked))
    let writer = writer(blocked + "/history.sqlite", ear)
    writer.post([batch(0)])
    while ear.outcomes.isEmpty { await Task.yield() }
    guard case .waiting = ear.outcomes[0] else { throw Unexpected() }
    try FileManager.default.removeItem(atPath: blocked)
    await writer.finish([batch(1)], at: Uptime(seconds: 120))
    #expect(try HistoryReader(path: blocked + "/history.sqlite").ledger().sum.shares.accepted == 12)
    #expect(ear.outcomes.last == .written(lost: 0))
  }

  struct Unexpected: Error {}

  @Test("Scenario 23: memory is bounded; the oldest rows go first and are counted")
  func backlog() throws {
    var backlog = HistoryBacklog()
    for minute in 0..<2000 { backlog.push(batch(minute)) }
    #expect(backlog.lost == 2000 * 6 - HistoryBacklog.limit / 6 * 6)
    #expect(backlog.first?.batch.until == HistoryStoreTests.begin + (2000 - HistoryBacklog.limit / 6 + 1) * 60)
  }

  @Test("a history of a later program is left as it is, and told")
  func newer() async throws {
    let (folder, ear) = (HistoryFolder(), Ear())
    let store = try HistoryStore(path: folder.history)
    try store.setVersion(999)
    try store.close()
    let before = try Data(contentsOf: URL(filePath: folder.history))
    let writer = writer(folder.history, ear)
    await writer.finish([batch(0)], at: .zero)
    #expect(ear.outcomes == [.waiting(.newer(path: folder.history, version: 999))] || ear.outcomes.count == 2)
    #expect(try Data(contentsOf: URL(filePath: folder.history)) == before)
  }
}
