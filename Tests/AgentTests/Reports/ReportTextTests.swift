import Foundation
import Testing
import Units

@testable import Agent

@Suite("A report as text")
struct ReportTextTests {
  static let berlin = LocalCalendar(TimeZone(identifier: "Europe/Berlin")!)
  static let end = CalendarDate(year: 2026, month: 11, day: 23).midnight

  @Test("no line is wider than 80 columns, whatever the history holds", arguments: 1...12)
  func width(seed: Int) {
    var history = MadeUpHistory(seed: UInt64(seed))
    history.boardCount = seed
    history.capacity = [3, 76.8, 40_000][seed % 3]
    history.missingDays = [seed % 7]
    var material = history.material(from: Self.end + .hours(-24 * 40), days: 40)
    material.rig = String(repeating: "Rig \u{1F31E} 日光 ", count: seed)
    material.names.append("a board of a name far too long for any column of any table")
    for kind in ReportPeriod.Kind.allCases where kind != .span {
      let period = ReportPeriod(kind, of: Self.end + .hours(-2), in: Self.berlin)!
      let report = ReportMaker(period, in: Self.berlin, at: Self.end).report(of: material)
      for glyphs in [TextGlyphs.unicode, .ascii] {
        for line in ReportText(report, in: Self.berlin, glyphs: glyphs).lines {
          #expect(TextPage.columns(line) <= 80, "\(line)")
          #expect(glyphs == .unicode || line.utf8.count == line.count, "\(line)")
        }
      }
    }
  }

  @Test("what a name would tell the terminal to do is not passed on")
  func escapes() {
    #expect(TextGlyphs.unicode.shown("b1\u{1B}[2J\u{9B}31m\n") == "b1?[2J?31m?")
  }

  @Test("block characters need a UTF-8 locale; the first variable that is set decides")
  func locale() {
    #expect(TextGlyphs(environment: ["LANG": "de_DE.UTF-8"]) == .unicode)
    #expect(TextGlyphs(environment: ["LANG": "de_DE.UTF-8", "LC_ALL": "C"]) == .ascii)
    #expect(TextGlyphs(environment: ["LC_ALL": "", "LC_CTYPE": "C.utf8"]) == .unicode)
    #expect(TextGlyphs(environment: [:]) == .ascii)
  }
}
