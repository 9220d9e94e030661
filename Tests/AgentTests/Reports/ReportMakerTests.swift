import Foundation
import Testing
import Units

@testable import Agent

@Suite("A report's sums")
struct ReportMakerTests {
  static let berlin = LocalCalendar(TimeZone(identifier: "Europe/Berlin")!)
  /// Autumn's change of the clock lies in the last days.
  static let begin = UnixTime(iso8601: "2026-09-30T22:00:00Z")!
  static let end = UnixTime(iso8601: "2026-10-31T23:00:00Z")!

  static func material(_ seed: UInt64, level: HistoryLevel = .quarter) -> ReportMaterial {
    var history = MadeUpHistory(seed: seed)
    history.level = level
    history.missingDays = [4]
    return history.material(from: begin, days: 32)
  }

  static func report(_ kind: ReportPeriod.Kind, _ material: ReportMaterial) -> Report {
    ReportMaker(ReportPeriod(kind, of: end + .hours(-1), in: berlin)!, in: berlin, at: end).report(of: material)
  }

  static func near(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-6 * max(1, abs(left)) }

  @Test("the totals are the sums of the history's rows, each counted once", arguments: [1, 2, 3] as [UInt64])
  func totals(seed: UInt64) {
    let material = Self.material(seed)
    let report = Self.report(.month, material)
    var sum = HistoryInterval(start: 0, level: .day)
    for row in material.intervals where Double(row.start) < Self.end.seconds { sum.add(row) }
    #expect(Self.near(report.energy.panelWh, sum.panel.value))
    #expect(Self.near(report.energy.boardsWh, sum.boards.value))
    #expect(Self.near(report.energy.residualWh, sum.residual.value))
    #expect(report.mining.shares.accepted == sum.shares.accepted)
    #expect(Self.near(report.period.recordedHours, sum.seconds / 3600))
    #expect(Self.near(report.limits.reduce(0) { $0 + $1.hours }, report.period.recordedHours))
    #expect(Self.near(report.boardHours.reduce(0) { $0 + $1.hours }, report.period.recordedHours))
  }

  @Test("in = out + stored + losses + residual", arguments: ReportPeriod.Kind.allCases.filter { $0 != .span })
  func balance(kind: ReportPeriod.Kind) throws {
    let report = Self.report(kind, Self.material(5))
    let energy = report.energy
    let stored = try #require(energy.storedWh)
    let lost = try #require(energy.batteryLossWh)
    let out = energy.boardsWh + energy.hostWh + energy.conversionWh
    #expect(Self.near(energy.panelWh, out + stored + lost + energy.residualWh))
    let income = report.income.reduce(0) { $0 + $1.value }
    let spending = report.spending.reduce(0) { $0 + $1.value }
    #expect(Self.near(income, spending))
  }

  @Test("rows and slices each sum to the whole", arguments: ReportPeriod.Kind.allCases.filter { $0 != .span })
  func parts(kind: ReportPeriod.Kind) {
    let report = Self.report(kind, Self.material(6))
    for parts in [report.rows, report.slices] {
      #expect(Self.near(parts.reduce(0) { $0 + $1.energy.panelWh }, report.energy.panelWh))
      #expect(Self.near(parts.reduce(0) { $0 + $1.energy.loadWh }, report.energy.loadWh))
      #expect(Self.near(parts.reduce(0) { $0 + $1.workerHours }, report.mining.workerHours))
      #expect(parts.reduce(0) { $0 + $1.accepted } == report.mining.shares.accepted)
      #expect(Self.near(parts.reduce(0) { $0 + $1.hours }, report.period.hours))
    }
  }

  @Test("the day on which the clock goes back has 25 hours, and the hour that comes twice two rows")
  func longDay() {
    let period = ReportPeriod(.day, of: UnixTime(iso8601: "2026-10-25T12:00:00Z")!, in: Self.berlin)!
    let report = ReportMaker(period, in: Self.berlin, at: Self.end).report(of: Self.material(7))
    #expect(report.period.hours == 25)
    #expect(report.period.recordedHours == 25)
    #expect(report.rows.count == 25)
    #expect(report.rows.count { $0.label == "02:00" } == 2)
  }

  @Test("days of UTC stand in where finer rows are gone")
  func coarse() {
    let report = Self.report(.month, Self.material(8, level: .day))
    #expect(report.rows.count == 31)
    #expect(report.slices.count == 31)
    #expect(report.rows.count { $0.recordedHours > 0 } == 30)
  }

  @Test("shares of limits are of the time with a limit, and sum to one")
  func limits() {
    let limits = Self.report(.month, Self.material(9)).limits
    #expect(Self.near(limits.compactMap(\.share).reduce(0, +), 1))
    #expect(limits.first { $0.limit == "all_on" }?.share == nil)
  }

  @Test("the youngest row counts, although it reaches past the present")
  func youngest() {
    let now = UnixTime(iso8601: "2026-10-10T10:03:00Z")!
    var row = HistoryInterval(start: Int(now.seconds) - 180, level: .quarter, seconds: 180)
    row.panel = WattHours(2)
    let period = ReportPeriod(.day, of: now, in: Self.berlin)!
    let report = ReportMaker(period, in: Self.berlin, at: now).report(
      of: ReportMaterial(intervals: [row], program: "Akkurat"))
    #expect(report.energy.panelWh == 2)
  }

  @Test("sensor gaps, alarms and orders are told apart; a start without a stop is called that")
  func notes() {
    let material = Self.material(10)
    var changed = material
    changed.events = [
      HistoryEvent(at: Self.end + .hours(-5), .start), HistoryEvent(at: Self.end + .hours(-4), .start),
      HistoryEvent(at: Self.end + .hours(-3), .stop), HistoryEvent(at: Self.end + .hours(-2), .start),
      HistoryEvent(at: Self.end + .hours(-2), .override, of: "1", "Pause.", by: "anna", value: 3600),
      HistoryEvent(at: Self.end + .hours(9), .stop),
    ]
    changed.troubles = [
      HistoryTrouble(key: "sensor.panel", text: "Silent.", began: Self.end + .hours(-30)),
      HistoryTrouble(
        key: "board.b1", text: "In quarantine.", began: Self.end + .hours(-26), ended: Self.end + .hours(-22)),
    ]
    let report = Self.report(.day, changed)
    #expect(report.events.map { $0.text.contains("without") } == [false, true, false, false])
    #expect(report.overrides.map(\.hours) == [1])
    #expect(report.sensorGaps.map(\.stands) == [true])
    #expect(report.alarms.map(\.hours) == [2])
  }

  @Test("the document survives JSON")
  func json() throws {
    let report = Self.report(.week, Self.material(11))
    let read = try #require(Report(json: report.json()))
    #expect(read.rows.count == report.rows.count)
    #expect(Self.near(read.energy.panelWh, report.energy.panelWh))
    #expect(report.json().contains("\"stored_wh\""))
    #expect(Report(json: "{}") == nil)
  }

  @Test("the table has a line a slice, each with all fields, and empty ones where nothing is known")
  func csv() {
    let report = Self.report(.month, Self.material(12))
    let lines = ReportCSV(report).text.components(separatedBy: "\r\n").dropLast()
    #expect(lines.count == report.slices.count + 1)
    #expect(Set(lines.map { $0.filter { $0 == "," }.count }).count == 1)
    #expect(lines.contains { $0.hasSuffix(",0" + String(repeating: ",", count: 19)) })
  }
}
