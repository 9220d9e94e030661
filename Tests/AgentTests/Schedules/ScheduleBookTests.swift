import Testing
import Units

@testable import Agent

/// Central European time by its rule: summer time from the last Sunday in March to the last in October, 01:00 UTC.
let berlin = LocalZone { time in
  func lastSunday(_ month: Int) -> UnixTime {
    let last = CalendarDate(year: CalendarDate(time).year, month: month, day: 31)
    let back = (ScheduleRule.Weekday(last).rawValue + 1) % 7
    return last.midnight + .hours(1 - 24 * Double(back))
  }
  return time >= lastSunday(3) && time < lastSunday(10) ? 7200 : 3600
}

@Suite("Schedules")
struct ScheduleBookTests {
  func at(_ text: String) -> UnixTime { UnixTime(iso8601: text)! }

  func rule(
    _ demand: ScheduleRule.Demand = .pause, _ from: String? = nil, _ to: String? = nil,
    days: Set<ScheduleRule.Weekday> = Set(ScheduleRule.Weekday.allCases), season: (String, String)? = nil,
    name: String = "quiet"
  ) -> ScheduleRule {
    ScheduleRule(
      name: name, demand: demand, from: from.flatMap { TimeOfDay($0) }, to: to.flatMap { TimeOfDay($0) }, days: days,
      season: season.flatMap { first, last in
        ScheduleRule.YearDay(first).flatMap { first in ScheduleRule.YearDay(last).map { (first, $0) } }
      })
  }

  @Test("quiet hours over midnight belong to the evening they begin on")
  func overMidnight() {
    let book = ScheduleBook([rule(.pause, "22:00", "06:00", days: [.friday])])
    let cases: [(String, Bool)] = [
      ("2026-11-20T20:59:59Z", false), ("2026-11-20T21:00:00Z", true), ("2026-11-21T04:59:59Z", true),
      ("2026-11-21T05:00:00Z", false), ("2026-11-21T21:30:00Z", false),
    ]
    for (time, closed) in cases { #expect(book.verdict(at: at(time), in: berlin).isClosed == closed, "\(time)") }
    #expect(book.verdict(at: at("2026-11-20T23:00:00Z"), in: berlin).changes == at("2026-11-21T05:00:00Z"))
    #expect(book.verdict(at: at("2026-11-21T05:00:00Z"), in: berlin).changes == at("2026-11-27T21:00:00Z"))
  }

  @Test("several rules: the strictest of each kind, and all names")
  func strictest() {
    let book = ScheduleBook([
      rule(.limit(3), name: "a"), rule(.limit(1), "12:00", "13:00", name: "b"),
      rule(.night, "12:30", "14:00", name: "c"),
    ])
    let verdict = book.verdict(at: noon + .minutes(40), in: .utc)
    #expect(verdict.limit == 1 && verdict.savesBattery && !verdict.isClosed && verdict.names == ["a", "b", "c"])
    #expect(verdict.changes == noon + .minutes(60))
  }

  @Test("days that follow each other are one stretch")
  func joined() {
    let book = ScheduleBook([rule(days: [.saturday, .sunday])])
    let verdict = book.verdict(at: at("2026-11-21T12:00:00Z"), in: .utc)
    #expect(verdict.isClosed && verdict.changes == at("2026-11-23T00:00:00Z"))
    #expect(ScheduleBook([rule()]).verdict(at: noon, in: .utc).changes == nil)
  }

  @Test("a season may go over the turn of the year")
  func seasons() {
    let winter = ScheduleBook([rule(.limit(1), season: ("11-15", "02-28"))])
    for (time, isIn) in [
      ("11-14", false), ("11-15", true), ("12-31", true), ("01-01", true), ("02-28", true), ("03-01", false),
    ] {
      #expect(winter.verdict(at: at("2026-\(time)T12:00:00Z"), in: .utc).applies == isIn, "\(time)")
    }
  }

  @Test("spring: the skipped hour shortens what lies over it, and a time in it is the moment of the skip")
  func gap() {
    // 2026-03-29 in Berlin: 01:59:59 is followed by 03:00:00, at 01:00 UTC.
    let skip = at("2026-03-29T01:00:00Z")
    #expect(berlin.instants(of: CalendarDate(year: 2026, month: 3, day: 29), at: 9000).first == skip)
    let book = ScheduleBook([rule(.pause, "02:30", "04:00")])
    #expect(!book.verdict(at: skip + .seconds(-1), in: berlin).isClosed)
    #expect(book.verdict(at: skip, in: berlin).isClosed)
    #expect(book.verdict(at: skip, in: berlin).changes == at("2026-03-29T02:00:00Z"))
    let inside = ScheduleBook([rule(.pause, "02:10", "02:50")])
    #expect(!inside.verdict(at: skip, in: berlin).isClosed)
  }

  @Test("autumn: what begins or ends in the repeated hour lasts from its first showing to its last")
  func overlap() {
    // 2026-10-25 in Berlin: 02:59:59 summer time is followed by 02:00:00 winter time, at 01:00 UTC.
    let day = CalendarDate(year: 2026, month: 10, day: 25)
    let half = berlin.instants(of: day, at: 9000)
    #expect(half.first == at("2026-10-25T00:30:00Z") && half.last == at("2026-10-25T01:30:00Z"))
    let book = ScheduleBook([rule(.pause, "02:15", "02:45")])
    for (time, closed) in [("00:14", false), ("00:15", true), ("01:10", true), ("01:44", true), ("01:45", false)] {
      #expect(book.verdict(at: at("2026-10-25T\(time):00Z"), in: berlin).isClosed == closed, "\(time)")
    }
  }

  @Test(
    "quarter by quarter of an hour, over both changes of the clock, a verdict changes exactly when it said it would",
    arguments: ["2026-03-26", "2026-10-22", "2026-12-28"])
  func changes(day: String) {
    let book = ScheduleBook([
      rule(.pause, "22:00", "06:30"), rule(.limit(2), "02:30", "11:00", days: [.sunday, .monday], name: "b"),
      rule(.night, "17:00", "02:30", days: [.friday], season: ("10-01", "03-31"), name: "c"),
    ])
    var time = at("\(day)T00:00:00Z")
    let end = time + .hours(24 * 8)
    var verdict = book.verdict(at: time, in: berlin)
    while time < end {
      time = time + .minutes(15)
      let next = book.verdict(at: time, in: berlin)
      let isChange = verdict.changes.map { $0 <= time } ?? false
      #expect(next.isSame(as: verdict) != isChange, "\(time)")
      verdict = next
    }
  }

  @Test("without a calendar no rule applies")
  func noCalendar() { #expect(!ScheduleBook([rule()]).verdict(at: nil, in: .utc).applies) }

  @Test("times of day and days of the year are read strictly")
  func reading() {
    #expect(TimeOfDay("24:00")?.second == 86400 && TimeOfDay("6:05")?.description == "06:05")
    for text in ["24:01", "6", "06:5", "06:60", "-1:00", "06:00:00", "", "noon"] { #expect(TimeOfDay(text) == nil) }
    #expect(ScheduleRule.YearDay("02-29") != nil)
    for text in ["02-30", "13-01", "1-1", "00-10", "2026-01-01"] { #expect(ScheduleRule.YearDay(text) == nil) }
  }
}
