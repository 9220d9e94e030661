import Agent
import Foundation
import Simulator
import Testing
import Units

@testable import akkurat

@Suite("A made-up history")
struct YearOfHistoryTests {
  @Test("the book agrees with the simulator's truth within 0.5 %, on every level")
  func agrees() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "akkurat-year-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try HistoryStore(path: folder + "/history.sqlite")
    var year = YearOfHistory(boards: 5)
    try year.fill(store, days: 2)
    try store.close()
    let truth = year.truth
    let reader = try HistoryReader(directory: folder)
    let span = try #require(try reader.span())
    for level in HistoryLevel.allCases.dropFirst() {
      let rows = try reader.intervals(level, from: span.from, to: span.to)
      let sum = rows.dropFirst().reduce(into: try #require(rows.first)) { $0.add($1) }
      let throughput = truth.throughput.value
      let pairs: [(String, WattHours, WattHours)] = [
        ("panel", sum.panel, truth.harvested), ("charged", sum.charged, truth.batteryIn),
        ("discharged", sum.discharged, truth.batteryOut), ("host", sum.host, truth.host),
        ("boards", sum.boards, truth.boards), ("residual", sum.residual, .zero),
      ]
      for (name, book, real) in pairs {
        #expect(abs(book.value - real.value) < 0.005 * throughput, "\(level) \(name): \(book), truly \(real)")
      }
    }
    let calendar = LocalCalendar(try #require(TimeZone(identifier: "UTC")))
    for kind in [ReportPeriod.Kind.day, .week, .month, .year] {
      var sums: [Double] = [0, 0, 0, 0]
      for ago in 0..<(kind == .day ? 2 : 1) {
        // The rig lived through the first two days of 2025.
        let period = try #require(ReportPeriod(kind, of: span.to + .hours(-1), ago: ago, in: calendar))
        let report = ReportMaker(period, in: calendar, at: span.to).report(
          of: try ReportMaterial(reader, period, program: "t"))
        let energy = report.energy
        let parts = [energy.panelWh, energy.chargedWh - energy.dischargedWh, energy.boardsWh, energy.hostWh]
        for index in sums.indices { sums[index] += parts[index] }
      }
      let real = [truth.harvested, truth.batteryIn - truth.batteryOut, truth.boards, truth.host].map(\.value)
      for (sum, real) in zip(sums, real) {
        #expect(abs(sum - real) < 0.005 * truth.throughput.value, "\(kind): \(sum), truly \(real)")
      }
    }
    let totals = try reader.boardTotals(.quarter, from: span.from, to: span.to)
    #expect(abs(totals.values.reduce(0) { $0 + $1.energy.value } - truth.boards.value) < 0.005 * truth.boards.value)
  }
}
