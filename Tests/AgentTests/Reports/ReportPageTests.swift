import Foundation
import Testing
import Units

@testable import Agent

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("A report as page and picture")
struct ReportPageTests {
  static let berlin = LocalCalendar(TimeZone(identifier: "Europe/Berlin")!)
  static let end = UnixTime(iso8601: "2026-11-22T17:03:00Z")!

  enum Fullness: CaseIterable { case empty, partial, full }

  static func report(_ kind: ReportPeriod.Kind, _ fullness: Fullness, rig: String = "Balcony") -> Report {
    var history = MadeUpHistory(seed: 4)
    if fullness == .partial { history.missingDays = Set((0..<330).filter { $0 % 3 == 1 }) }
    let days = kind == .year ? 330 : 40
    if kind == .year { history.level = .day }
    var material = history.material(from: end + .hours(-24 * Double(days)), days: days)
    if fullness == .empty { material.intervals = [] }
    if fullness == .partial { material.intervals = material.intervals.map(bare) }
    material.rig = rig
    let period = ReportPeriod(kind, of: end, in: berlin)!
    return ReportMaker(period, in: berlin, at: end).report(of: material)
  }

  /// Without anything that may be unknown.
  static func bare(_ row: HistoryInterval) -> HistoryInterval {
    var row = row
    row.charge = nil
    row.voltage = nil
    row.temperature = nil
    row.forecast = .zero
    row.boardsOn = [:]
    row.limits = [:]
    return row
  }

  @Test(
    "every period renders in every form, empty, partial or full",
    arguments: ReportPeriod.Kind.allCases.filter { $0 != .span }, Fullness.allCases)
  func renders(kind: ReportPeriod.Kind, fullness: Fullness) {
    let report = Self.report(kind, fullness)
    for format in ReportFormat.allCases {
      let text = format.render(report, in: Self.berlin)
      #expect(text.utf8.count > 60)
      #expect(text.utf8.last == 10)
      let words = Set(text.split { !$0.isLetter })
      #expect(words.isDisjoint(with: ["nan", "inf", "Optional", "nil"]), "\(format)")
    }
    #expect(ReportPage(report, in: Self.berlin).html.contains("Nothing is recorded") == (fullness == .empty))
  }

  @Test("the page takes nothing from outside and runs nothing")
  func selfContained() {
    let html = ReportPage(Self.report(.week, .full), in: Self.berlin).html
    for forbidden in [
      "http:", "https:", "//", "src=", "href=", "url(", "@import", "<script", "<link", "<iframe", "onload",
    ] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
  }

  @Test("the picture and the page's body are well-formed XML", arguments: Fullness.allCases)
  func wellFormed(fullness: Fullness) throws {
    for kind in [ReportPeriod.Kind.day, .year] {
      let report = Self.report(kind, fullness, rig: "<b>\"R&D\"</b>\u{1B}[2J ' \u{0}")
      #expect(XMLParser(data: Data(ReportPoster(report, in: Self.berlin).svg.utf8)).parse())
      let html = ReportPage(report, in: Self.berlin).html
      let begin = try #require(html.range(of: "<main>"))
      let end = try #require(html.range(of: "</main>"))
      #expect(XMLParser(data: Data(html[begin.lowerBound..<end.upperBound].utf8)).parse())
    }
  }

  @Test("names are text and never markup")
  func escapes() {
    #expect(Markup.escaped("<a href='x'>&\"\u{1B}") == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\u{FFFD}")
    let name = "<script>alert(1)</script>"
    let report = Self.report(.week, .full, rig: name)
    for text in [ReportPage(report, in: Self.berlin).html, ReportPoster(report, in: Self.berlin).svg] {
      #expect(!text.contains("<script"))
      #expect(text.contains("&lt;script"))
    }
  }

  @Test("both bars of the balance are of one length")
  func balance() {
    let report = Self.report(.month, .full)
    let rows = ReportCharts(report, in: Self.berlin).balance.rows
    let lengths = rows.map { $0.parts.reduce(0) { $0 + $1.value } }
    #expect(abs(lengths[0] - lengths[1]) < 1e-6)
  }

  @Test("axes end on round numbers at or over the largest value")
  func scales() {
    for value in [0.0003, 0.9, 1, 7, 12.5, 99, 100, 101, 4321.0] {
      let scale = ChartScale(from: 0, to: value, top: 0, bottom: 100)
      #expect(scale.high >= value && scale.high <= value * 2.01, "\(value): \(scale.high)")
      #expect((2...7).contains(scale.ticks.count), "\(value): \(scale.ticks)")
      #expect(scale(0) == 100 && abs(scale(scale.high)) < 1e-9)
    }
  }
}
