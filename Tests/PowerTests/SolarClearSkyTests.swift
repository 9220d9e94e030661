import Power
import Testing
import Units

@Suite("Clear sky on a panel")
struct SolarClearSkyTests {
  static let greensboro = Observer(latitude: Degrees(36.1), longitude: Degrees(-79.95), elevation: Meters(273))

  @Test("a clear winter noon gives what the reference chain gives, within the unknown haze")
  func noon() throws {
    let time = try #require(UnixTime(iso8601: "2023-01-01T17:30:00Z"))
    let watts = ClearSkyModel(observer: Self.greensboro).wattsPerPeakWatt(at: time, airTemperature: Celsius(11.7))
    #expect((watts - 0.8831).magnitude < 0.05)
  }

  @Test("with the sun down there is nothing, and a panel facing away gets only the sky")
  func away() throws {
    let night = try #require(UnixTime(iso8601: "2023-01-01T05:00:00Z"))
    #expect(ClearSkyModel(observer: Self.greensboro).wattsPerPeakWatt(at: night) == 0)
    let noon = try #require(UnixTime(iso8601: "2023-01-01T17:30:00Z"))
    let plane = PanelPlane(tilt: Degrees(90), azimuth: Degrees(0))
    #expect(ClearSkyModel(observer: Self.greensboro, plane: plane).wattsPerPeakWatt(at: noon) < 0.2)
  }

  @Test("an hour's mean lies between its instants")
  func mean() throws {
    let model = ClearSkyModel(observer: Self.greensboro)
    let start = try #require(UnixTime(iso8601: "2023-06-01T13:00:00Z"))
    let mean = model.meanWattsPerPeakWatt(from: start, lasting: .hours(1))
    #expect(mean > model.wattsPerPeakWatt(at: start))
    #expect(mean < model.wattsPerPeakWatt(at: start + .hours(1)))
  }
}
