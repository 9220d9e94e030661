import Testing
import Units

@testable import Agent

@Suite("The forecast of a day")
struct DayForecastTests {
  @Test("what was expected in the morning stays, whatever is expected later, until the day ends")
  func day() {
    let midnight = HistoryRecorderTests.midnight
    let forecast = DayForecast(at: midnight + .hours(3)) { time in time - midnight < .hours(12) ? 2 : 0 }
    #expect(forecast.power(at: midnight + .hours(11)) == Watts(2))
    #expect(forecast.power(at: midnight + .hours(13)) == .zero)
    #expect(abs(forecast.rest(from: midnight).value - 24) < 1e-9)
    #expect(abs(forecast.rest(from: midnight + .hours(6)).value - 12) < 1e-9)
    #expect(forecast.covers(midnight + .hours(23.9)) && !forecast.covers(midnight + .hours(24)))
  }
}
