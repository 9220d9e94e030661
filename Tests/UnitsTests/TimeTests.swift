import Testing
import Units

@Suite("Time")
struct TimeTests {
  @Test("days and dates convert both ways", arguments: [-719_162, -1, 0, 59, 365, 11_016, 19_782, 20_000, 2_932_896])
  func dates(day: Int) {
    let time = UnixTime(seconds: Double(day) * 86400)
    #expect(CalendarDate(time).midnight == time)
  }

  @Test("known days have their names")
  func knownDays() {
    #expect(UnixTime(seconds: 0).description == "1970-01-01T00:00:00Z")
    #expect(UnixTime(seconds: 951_782_400).description == "2000-02-29T00:00:00Z")
    #expect(UnixTime(seconds: 1_772_366_399).description == "2026-03-01T11:59:59Z")
    #expect(CalendarDate(year: 2024, month: 12, day: 31).dayOfYear == 366)
  }

  @Test("ISO 8601 is read with and without seconds and offset")
  func reading() {
    #expect(UnixTime(iso8601: "2000-02-29T00:00:00Z") == UnixTime(seconds: 951_782_400))
    #expect(UnixTime(iso8601: "2000-02-29 01:00+01:00") == UnixTime(seconds: 951_782_400))
    #expect(UnixTime(iso8601: "2000-02-28T23:30:00.5-00:30") == UnixTime(seconds: 951_782_400))
  }

  @Test("what is no time is refused", arguments: ["", "2000-02-29", "2000-13-01T00:00Z", "2000-02-29T00:00:00X", "x"])
  func refusing(text: String) {
    #expect(UnixTime(iso8601: text) == nil)
  }

  @Test("the monotonic clock adds and subtracts to the nanosecond and saturates at its ends")
  func uptime() {
    let start = Uptime(nanoseconds: 5)
    #expect(start + .nanoseconds(7) == Uptime(nanoseconds: 12))
    #expect((start + .seconds(3600)) - start == .seconds(3600))
    #expect(Uptime(nanoseconds: .max - 1) + .seconds(1) == Uptime(nanoseconds: .max))
    #expect(start - .seconds(1) < start)
  }

  @Test("lengths are told as people do")
  func brief() {
    #expect(Duration.seconds(45).brief == "45 s")
    #expect(Duration.seconds(720).brief == "12 min")
    #expect(Duration.seconds(7500).brief == "2 h 05 min")
    #expect(Duration.hours(76).brief == "3 d 4 h")
  }
}
