@testable import Agent
import Power
import Testing
import Units

@Suite("Reading a weather forecast")
struct WeatherReaderTests {
  private let observer = Observer(latitude: Degrees(45), longitude: Degrees(8))

  private func read(_ text: String) throws(WeatherProblem) -> WeatherForecast {
    try WeatherReader.read(Array(text.utf8), over: observer, issued: nil)
  }

  @Test("Open-Meteo's hourly answer is read; the light of the hour before a row's time replaces its clouds")
  func openMeteo() throws {
    let forecast = try read(
      """
      {"latitude": 45.0, "utc_offset_seconds": 3600, "hourly": {"time": ["2026-06-01T11:00", "2026-06-01T12:00"],
       "cloud_cover": [90, null], "shortwave_radiation": [800, 820.5]}}
      """)
    // 10 UTC by clouds, 9 and 10 UTC by light.
    #expect(forecast.hours == 2)
  }

  @Test("Times may be seconds since 1970")
  func seconds() throws {
    #expect(try read(#"{"hourly": {"time": [1780300800], "cloud_cover": [50]}}"#).hours == 1)
  }

  @Test("The simple CSV is read, rows that say nothing are left out")
  func csv() throws {
    let forecast = try read(
      """
      utc_time,cloud_cover_percent
      2026-06-01T10:00:00Z,90
      2026-06-01T11:00:00Z,
      2026-06-01T12:00:00Z,900
      nonsense
      2026-06-01T13:00:00Z,10
      """)
    #expect(forecast.hours == 2)
  }

  @Test(
    "What is no forecast is refused with a sentence",
    arguments: ["", "{", "{}", #"{"hourly": {"time": "now"}}"#, "<html>busy</html>", "a,b\n1,2", "utc_time\n1"])
  func refused(text: String) {
    let problem = #expect(throws: WeatherProblem.self) { try read(text) }
    #expect(problem?.description.hasSuffix(".") == true)
  }

  @Test("A forecast without one believable row is refused")
  func absurd() {
    #expect(throws: WeatherProblem.nothingUsable) {
      try read(#"{"hourly": {"time": ["2026-06-01T11:00"], "cloud_cover": [-4000]}}"#)
    }
  }

  @Test("Ten megabytes are not even read")
  func tooLong() {
    #expect(throws: WeatherProblem.tooLong(10 << 20)) {
      try WeatherReader.read([UInt8](repeating: 0x7B, count: 10 << 20), over: observer, issued: nil)
    }
  }
}
