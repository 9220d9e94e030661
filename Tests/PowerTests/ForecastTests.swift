@testable import Power
import Testing
import Units

@Suite("The forecast")
struct ForecastTests {
  private func forecast() -> Forecast {
    Forecast(
      curve: ForecastCurve(
        place: .init(latitude: 45, longitude: 0), panel: .init(peak: Watts(20)), efficiency: 0.92),
      settings: ForecastSettings())
  }

  /// Lets days of constant clear-sky index pass.
  private func pass(_ forecast: inout Forecast, days: Int, index: (Int) -> Double) {
    let start = 1_685_577_600.0
    for step in 0..<days * 288 {
      let time = UnixTime(seconds: start + Double(step) * 300)
      let watts = forecast.clearPower(at: time) * index(step / 288)
      forecast.learn(to: UnixTime(seconds: start + Double(step + 1) * 300), watts: watts, isFloor: false)
    }
  }

  @Test("A clear day of 20 Wp at 45° in June gives 115 to 170 Wh")
  func clearSky() {
    let day = forecast().clearDay(19509)
    #expect((115...170).contains(day.hours.reduce(0, +)))
    #expect(day.hours[0] == 0 && day.morningShows > 2 && day.afternoonShows > day.morningShows)
  }

  @Test("Polar night has no light and no halves")
  func polarNight() {
    let curve = ForecastCurve(
      place: .init(latitude: 75, longitude: 0), panel: .init(peak: Watts(20)), efficiency: 0.92)
    #expect(curve.hours(day: 19700).allSatisfy { $0 == 0 })
    #expect(!ForecastDay(hours: curve.hours(day: 19700)).hasLight)
  }

  @Test("After dark weeks it expects dark days, after bright ones bright days")
  func climate() {
    var dark = forecast()
    pass(&dark, days: 20) { _ in 0.1 }
    var bright = forecast()
    pass(&bright, days: 20) { _ in 0.95 }
    let mean = { (forecast: Forecast) in
      zip(forecast.climate, forecast.memory.centres).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(mean(dark) < 0.5 && mean(bright) > 0.75)
  }

  @Test("Before anything was seen a low noon sun promises duller skies than a high one")
  func season() {
    let mean = { (height: Double?) in
      zip(ForecastClasses.prior(noonHeight: height), ForecastClasses.centres).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let means = [5.0, 20, 30, 40, 60, 90].map(mean)
    #expect(zip(means, means.dropFirst()).allSatisfy { $0 <= $1 + 0.02 } && means[5] - means[0] > 0.3)
    for height in [nil, 5.0, 26, 89] {
      #expect(abs(ForecastClasses.prior(noonHeight: height).reduce(0, +) - 1) < 0.011)
    }
  }

  @Test("It learns whether spells last: days in runs make tomorrow like today")
  func persistence() {
    var runs = forecast()
    pass(&runs, days: 60) { ($0 / 6) % 2 == 0 ? 0.95 : 0.15 }
    var alternating = forecast()
    pass(&alternating, days: 60) { $0 % 2 == 0 ? 0.95 : 0.15 }
    let clear = ForecastClasses.of(0.95)
    #expect(runs.overnight[clear][clear] > alternating.overnight[clear][clear] + 0.1)
  }

  @Test("Every row of moves is a distribution")
  func rows() {
    var seen = forecast()
    pass(&seen, days: 10) { $0 % 3 == 0 ? 0.2 : 0.8 }
    for row in seen.overnight + seen.overNoon { #expect(abs(row.reduce(0, +) - 1) < 1e-9) }
  }

  @Test("A full battery shows only a floor of the sun; the rest is filled in by the climate")
  func floor() {
    var seen = forecast()
    let start = 1_685_577_600.0
    for step in 0..<288 {
      let time = UnixTime(seconds: start + Double(step + 1) * 300)
      seen.learn(
        to: time, watts: 0.3 * seen.clearPower(at: UnixTime(seconds: start + Double(step) * 300)), isFloor: true)
    }
    #expect(seen.memory.sums.reduce(0, +) / max(1, seen.memory.seen.reduce(0, +)) > 0.4)
  }
}
