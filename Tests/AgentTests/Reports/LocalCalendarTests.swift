import Foundation
import Testing
import Units

@testable import Agent

@Suite("The local calendar")
struct LocalCalendarTests {
  static func calendar(_ zone: String) -> LocalCalendar { LocalCalendar(TimeZone(identifier: zone)!) }
  static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
    CalendarDate(year: year, month: month, day: day)
  }

  @Test(
    "a day begins at its first moment, also where the clock skips or repeats midnight",
    arguments: [
      // Plain, and the two days of change in Berlin.
      ("Europe/Berlin", (2026, 1, 15), "2026-01-14T23:00:00Z"),
      ("Europe/Berlin", (2026, 3, 29), "2026-03-28T23:00:00Z"),
      ("Europe/Berlin", (2026, 3, 30), "2026-03-29T22:00:00Z"),
      ("Europe/Berlin", (2026, 10, 26), "2026-10-25T23:00:00Z"),
      // Cuba springs forward at midnight: the day begins at 01:00; and falls back to it: midnight comes twice.
      ("America/Havana", (2024, 3, 10), "2024-03-10T05:00:00Z"),
      ("America/Havana", (2024, 11, 3), "2024-11-03T04:00:00Z"),
      // Far from Greenwich, on both sides, and not by whole hours.
      ("Pacific/Kiritimati", (2026, 6, 1), "2026-05-31T10:00:00Z"),
      ("Pacific/Pago_Pago", (2026, 6, 1), "2026-06-01T11:00:00Z"),
      ("Asia/Kathmandu", (2026, 6, 1), "2026-05-31T18:15:00Z"),
      ("Australia/Lord_Howe", (2026, 10, 4), "2026-10-03T13:30:00Z"),
    ])
  func starts(zone: String, date: (Int, Int, Int), expected: String) {
    let calendar = Self.calendar(zone)
    let date = Self.day(date.0, date.1, date.2)
    let start = calendar.start(of: date)
    #expect(start.description == expected)
    #expect(calendar.moment(start).date == date)
    #expect(calendar.moment(start + .seconds(-1)).date < date)
  }

  @Test(
    "a year of days follow each other without gap or overlap",
    arguments: ["Europe/Berlin", "America/Havana", "Asia/Gaza"])
  func daysTile(zone: String) {
    let calendar = Self.calendar(zone)
    for index in 0..<366 {
      let date = Self.day(2026, 1, 1).adding(days: index)
      let length = (calendar.start(of: date.adding(days: 1)) - calendar.start(of: date)).hours
      #expect([23, 24, 25].contains(length), "\(date): \(length)")
    }
  }

  @Test("local dates and moments are read, and anything else is not")
  func parsing() {
    let berlin = Self.calendar("Europe/Berlin")
    #expect(berlin.parse("2026-07-01")?.description == "2026-06-30T22:00:00Z")
    #expect(berlin.parse("2026-07-01", atEnd: true)?.description == "2026-07-01T22:00:00Z")
    #expect(berlin.parse("2026-07-01 18:05")?.description == "2026-07-01T16:05:00Z")
    #expect(berlin.parse("2026-01-01T18:05+05:00")?.description == "2026-01-01T13:05:00Z")
    for text in ["", "yesterday", "2026-02-30", "2026-13-01", "26-01-01", "2026-01-01 25:00"] {
      #expect(berlin.parse(text) == nil, "\(text)")
    }
    let time = UnixTime(iso8601: "2026-07-01T16:05:09Z")!
    #expect(berlin.iso8601(time) == "2026-07-01T18:05:09+02:00")
    #expect(berlin.parse(berlin.iso8601(time)) == time)
  }

  @Test("weeks are those of ISO 8601")
  func weeks() {
    #expect(Self.day(2026, 11, 22).isoWeek == (2026, 47))
    #expect(Self.day(2027, 1, 1).isoWeek == (2026, 53))
    #expect(Self.day(2024, 12, 30).isoWeek == (2025, 1))
    #expect(Self.day(2026, 11, 22).weekday == 6)
    #expect(Self.day(1969, 12, 31).weekday == 2)
  }

  @Test("periods hold their moment and follow each other", arguments: ReportPeriod.Kind.allCases.filter { $0 != .span })
  func periods(kind: ReportPeriod.Kind) throws {
    let berlin = Self.calendar("Europe/Berlin")
    let now = UnixTime(iso8601: "2026-11-22T17:00:00Z")!
    for ago in 0..<30 {
      let period = try #require(ReportPeriod(kind, of: now, ago: ago, in: berlin))
      let before = try #require(ReportPeriod(kind, of: now, ago: ago + 1, in: berlin))
      #expect(before.until == period.since)
      #expect(berlin.moment(period.since).hour == 0)
      if ago == 0 { #expect(period.since <= now && now < period.until) }
    }
  }

  @Test("periods have the names that people give them")
  func titles() throws {
    let berlin = Self.calendar("Europe/Berlin")
    let now = UnixTime(iso8601: "2026-11-22T17:00:00Z")!
    let titles = ReportPeriod.Kind.allCases.compactMap { ReportPeriod($0, of: now, in: berlin)?.title }
    #expect(titles == ["Sun 22 Nov 2026", "Week 47, 16 to 22 Nov 2026", "November 2026", "2026"])
    let names = ReportPeriod.Kind.allCases.compactMap { ReportPeriod($0, of: now, in: berlin)?.fileName(in: berlin) }
    #expect(names == ["2026-11-22", "2026-W47", "2026-11", "2026"])
    let span = try #require(ReportPeriod(from: now, to: now + .hours(30), in: berlin))
    #expect(span.title == "22 Nov 2026 18:00 to 24 Nov 2026")
    #expect(ReportPeriod(from: now, to: now, in: berlin) == nil)
  }
}
