import Agent
import Foundation
import Simulator
import Testing
import Units

@testable import akkurat

/// A running rig asks a weather service over HTTP, and turns to another source by a reload.
@Suite("The weather forecast, whole", .serialized)
struct WeatherTests {
  private let hand = OverrideTests()

  /// Two days of clouds from the demonstration's morning on, as Open-Meteo answers.
  private static func forecast(hours: Int) -> WebServiceAnswer {
    let first = UnixTime(iso8601: "2016-01-01T00:00:00Z")!
    let times = (0..<hours).map { "\"\((first + .hours(Double($0))).description.prefix(16))\"" }
    let clouds = (0..<hours).map { _ in "100" }
    return WebServiceAnswer(
      body:
        "{\"hourly\":{\"time\":[\(times.joined(separator: ","))],\"cloud_cover\":[\(clouds.joined(separator: ","))]}}")
  }

  @Test("A server that fails is a trouble told once; when it answers, its forecast joins in and the trouble is over")
  func address() async throws {
    let stage = try await hand.open(["--speed", "900", "--start-full"])
    let service = try await SimulatedWeatherService.start(
      [WebServiceAnswer(status: 503, body: "later"), Self.forecast(hours: 48)])
    _ = try await reload(stage, "weather: {source: \"\(service.address)\", refresh: \"15 min\"}")
    try await stage.eventually("the trouble") { status in
      status.troubles.contains { $0.key == "weather" && $0.text.contains("503") }
    }
    try await stage.eventually("the forecast") { [controller = stage.controller] status in
      let sentence = await controller.plan().weather ?? ""
      return sentence.hasPrefix("A weather forecast of 48 hours") && !status.troubles.contains { $0.key == "weather" }
    }
    try await service.stop()
    try await stage.close()
  }

  @Test("A reload turns to another source at once, and to none")
  func turned() async throws {
    let stage = try await hand.open(["--speed", "60", "--start-full"])
    let folder = (stage.socketPath as NSString).deletingLastPathComponent
    let path = folder + "/weather.csv"
    try "utc_time,cloud_cover_percent\n2016-01-01T18:00:00Z,100\n2016-01-01T19:00:00Z,100\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(await stage.controller.plan().weather == nil)
    let answer = try await reload(stage, "weather: {source: \"\(path)\"}")
    #expect(answer.needsRestart.isEmpty && answer.applied.allSatisfy { $0.hasPrefix("weather") })
    #expect(!answer.applied.isEmpty)
    // The file is from today, the rig's day is in 2016: a forecast from the future is none.
    try await stage.eventually("the file") { [controller = stage.controller] _ in
      await controller.plan().weather?.contains("from the future") ?? false
    }
    let born = UnixTime(iso8601: "2016-01-01T12:00:00Z")!
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: born.seconds)], ofItemAtPath: path)
    _ = try await reload(stage, "weather: {source: \"\(path)\", refresh: \"1 h\"}")
    try await stage.eventually("the file of that day") { [controller = stage.controller] _ in
      await controller.plan().weather?.hasPrefix("A weather forecast of 2 hours") ?? false
    }
    _ = try await reload(stage, "weather: {source: \"\(path).gone\"}")
    try await stage.eventually("the missing file") { [controller = stage.controller] status in
      let sentence = await controller.plan().weather ?? ""
      return sentence.contains("stands alone") && status.troubles.contains { $0.key == "weather" }
    }
    _ = try await reload(stage, "")
    #expect(await stage.controller.plan().weather == nil)
    #expect(await stage.controller.status().troubles.allSatisfy { $0.key != "weather" })
    try await stage.close()
  }

  private func reload(_ stage: DemoStage, _ section: String) async throws -> ReloadAnswer {
    let path = try ReloadTests().file(of: stage) { $0 + "\n" + section }
    return try await stage.controller.reload(
      by: ConfigurationLoader(path: path, program: Version.pool), who: "test")
  }
}
