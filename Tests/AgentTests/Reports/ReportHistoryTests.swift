import Foundation
import Testing
import Units

@testable import Agent

@Suite("A report from a history file")
struct ReportHistoryTests {
  static let berlin = LocalCalendar(TimeZone(identifier: "Europe/Berlin")!)
  static let now = UnixTime(iso8601: "2026-11-22T17:00:00Z")!

  /// Three weeks of quarters, written in one batch.
  static func fill(_ path: String, seed: UInt64 = 21) throws -> ReportMaterial {
    var history = MadeUpHistory(seed: seed)
    let begin = CalendarDate(year: 2026, month: 11, day: 1).midnight
    var material = history.material(from: begin, days: 22)
    material.intervals.removeAll { Double($0.end) > now.seconds }
    material.boards.removeAll { Double($0.start) >= now.seconds }
    let store = try HistoryStore(path: path)
    var batch = HistoryBatch()
    batch.intervals = material.intervals
    batch.boards = material.boards
    batch.events = material.events.filter { $0.time < now }
    batch.troubles = material.troubles.flatMap { trouble in
      [.began(trouble)] + (trouble.ended.map { [.ended(key: trouble.key, at: $0)] } ?? [])
    }
    batch.until = Int(now.seconds)
    try store.write(batch)
    try store.close()
    return material
  }

  @Test(
    "what is read back gives the same report as what was written", arguments: [ReportPeriod.Kind.day, .week, .month])
  func roundTrip(kind: ReportPeriod.Kind) throws {
    let folder = HistoryFolder()
    let path = folder.history
    let written = try Self.fill(path)
    let period = try #require(ReportPeriod(kind, of: Self.now, in: Self.berlin))
    let maker = ReportMaker(period, in: Self.berlin, at: Self.now)
    let read = try ReportMaterial(
      HistoryReader(path: path), period, names: written.names, capacity: written.capacity, program: "Akkurat")
    let expected = maker.report(of: written)
    let report = maker.report(of: read)
    #expect(abs(report.energy.panelWh - expected.energy.panelWh) < 0.001)
    #expect(abs(report.energy.residualWh - expected.energy.residualWh) < 0.002)
    #expect(report.mining.shares.accepted == expected.mining.shares.accepted)
    #expect(report.rows.count == expected.rows.count)
    #expect(report.alarms.count == expected.alarms.count)
    #expect(report.overrides.count == expected.overrides.count)
    for (board, wanted) in zip(report.boards, expected.boards) {
      #expect(board.name == wanted.name)
      #expect(abs(board.energyWh - wanted.energyWh) < 0.01 + wanted.energyWh * 0.001)
    }
  }

  @Test("the boards' energies sum to the energy of all boards, also where days stand for quarters")
  func boardsSum() throws {
    let folder = HistoryFolder()
    let path = folder.history
    _ = try Self.fill(path, seed: 22)
    for kind in [ReportPeriod.Kind.day, .week, .month, .year] {
      let period = try #require(ReportPeriod(kind, of: Self.now, in: Self.berlin))
      let material = try ReportMaterial(HistoryReader(path: path), period, program: "Akkurat")
      let report = ReportMaker(period, in: Self.berlin, at: Self.now).report(of: material)
      #expect(abs(report.boards.reduce(0) { $0 + $1.energyWh } - report.energy.boardsWh) < 0.01, "\(kind)")
    }
  }
}
