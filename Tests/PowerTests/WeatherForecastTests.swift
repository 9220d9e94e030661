@testable import Power
import Testing
import Units

@Suite("A weather forecast from outside")
struct WeatherForecastTests {
  private let observer = Observer(latitude: Degrees(45), longitude: Degrees(0))
  /// Midnight of the first of June 2023, UTC.
  private let midnight = 1_685_577_600.0

  private func weather(_ sky: WeatherForecast.Sky, hours: Int = 48, issued: Double? = nil) -> WeatherForecast {
    WeatherForecast(
      rows: (0..<hours).map { (UnixTime(seconds: midnight + Double($0) * 3600), sky) }, over: observer,
      issued: issued.map { UnixTime(seconds: $0) })
  }

  private func index(_ weather: WeatherForecast) -> Double? {
    weather.index(from: midnight, clear: (0..<24).map { (6..<18).contains($0) ? 10 : 0 })
  }

  @Test("A clear sky is all of the light, a covered one a quarter (Kasten and Czeplak 1980)")
  func clouds() {
    #expect(index(weather(.clouds(0))) == 1)
    #expect(abs((index(weather(.clouds(1))) ?? 0) - 0.25) < 1e-9)
    #expect(abs((index(weather(.clouds(0.5))) ?? 0) - 0.929) < 0.001)
  }

  @Test("Rows that cannot be are left out", arguments: [-0.1, 1.01, .nan, .infinity])
  func absurdClouds(share: Double) { #expect(weather(.clouds(share)).hours == 0) }

  @Test("So are irradiances beyond the sun's", arguments: [-5, 1e6, .nan, 1400])
  func absurdLight(watts: Double) {
    let early = WeatherForecast(rows: [(UnixTime(seconds: midnight + 6 * 3600), .irradiance(watts))], over: observer)
    #expect(early.hours == 0)
  }

  @Test("Where a third of the light is not covered it says nothing")
  func gaps() {
    #expect(index(weather(.clouds(0), hours: 12)) == nil)
    #expect(index(weather(.clouds(0), hours: 15)) == 1)
  }

  @Test("After 36 hours it is too old, and one from the future is not believed")
  func stale() {
    let made = weather(.clouds(0), issued: midnight)
    #expect(made.isFresh(at: UnixTime(seconds: midnight + 35 * 3600)))
    #expect(!made.isFresh(at: UnixTime(seconds: midnight + 37 * 3600)))
    #expect(!made.isFresh(at: UnixTime(seconds: midnight - 7200)))
    #expect(weather(.clouds(0)).isFresh(at: UnixTime(seconds: midnight + 1e8)))
  }

  @Test("Who foretells rightly gains trust, who does not loses it within days, and a lost one can come back")
  func trust() {
    let own = [0.08, 0.12, 0.15, 0.19, 0.20, 0.26]
    let centres = ForecastClasses.centres
    var witness = ForecastWitness(weights: nil)
    func live(_ foretold: Double, _ seen: Int, halfDays: Int) {
      for _ in 0..<halfDays {
        witness.begin(foretold)
        witness.judge(own: own, fit: centres.map { $0 == centres[seen] ? 1 : 0.01 }, centres: centres)
      }
    }
    live(0.97, 5, halfDays: 10)
    #expect(witness.weights[0] < 0.15)
    live(0.97, 0, halfDays: 8)
    #expect(witness.weights[0] > 0.9)
    live(0.16, 1, halfDays: 20)
    #expect(witness.weights[0] < 0.4)
  }

  @Test("Weights that were kept and cannot be are forgotten", arguments: [[], [1, 1], [.nan, 1, 1], [0, 0, 1]])
  func badWeights(weights: [Double]) {
    #expect(ForecastWitness(weights: weights).weights == ForecastWitness(weights: nil).weights)
  }

  @Test("Bent chances stay a distribution, and without a forecast nothing is bent")
  func distribution() {
    let own = [0.08, 0.12, 0.15, 0.19, 0.20, 0.26]
    let witness = ForecastWitness(weights: nil)
    for index in [-3, 0, 0.5, 1, 40.0] {
      let bent = witness.bent(own, towards: index, days: 2, centres: ForecastClasses.centres)
      #expect(abs(bent.reduce(0, +) - 1) < 1e-9 && bent.allSatisfy { $0 >= 0 })
    }
    #expect(witness.bent(own, towards: nil, days: 0, centres: ForecastClasses.centres) == own)
  }

  @Test("A right forecast improves a dull month, an absurd one hardly harms it")
  func worth() throws {
    var sun = try GovernorYearTests.greensboro()
    sun.watts = Array(sun.watts.prefix(30 * 288))
    let rig = GovernorYearTests.rig()
    let place = try #require(rig.place)
    let panel = try #require(rig.panel)
    let model = ClearSkyModel(place: place, panel: panel)
    func forecast(_ change: (Double) -> Double) -> WeatherForecast {
      let rows: [(start: UnixTime, sky: WeatherForecast.Sky)] = (0..<30 * 24).compactMap { hour in
        let start = UnixTime(seconds: sun.start + Double(hour) * 3600)
        let clear = model.wattsPerPeakWatt(at: UnixTime(seconds: start.seconds + 1800))
        guard clear > 0.02 else { return nil }
        let index = sun.watts[hour * 12..<hour * 12 + 12].reduce(0, +) / 12 / clear
        let position = SolarPosition(at: UnixTime(seconds: start.seconds + 1800), from: model.observer)
        return (start, .irradiance(min(1, change(index)) * ClearSky.haurwitz(sun: position)))
      }
      return WeatherForecast(rows: rows, over: model.observer)
    }
    func worth(_ weather: WeatherForecast?) throws -> Double {
      let run = try #require(
        YearRun(rig: rig, series: sun, pilot: .governor(seed: 1, withSun: false), weather: weather))
      return run.tally.workerHours - 80 * run.tally.darkHours
    }
    let without = try worth(nil)
    #expect(try worth(forecast { $0 }) > 1.03 * without)
    #expect(try worth(forecast { 1 - $0 }) > 0.9 * without)
  }
}
