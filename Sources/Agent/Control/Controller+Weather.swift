internal import Foundation
internal import Mining
internal import NIOCore
internal import Power
internal import Units

/// The weather forecast, if the owner named one. Whatever is wrong with it is said once, and the plan goes on without.
extension Controller {
  /// Looks for a fresh forecast when it is time; never waits for it.
  func watchWeather(at now: Uptime) {
    guard let source = configuration.weather.source, let place = configuration.rig.place,
      now >= weatherDue, let wall = surroundings.calendar.now
    else { return }
    weatherDue = now + configuration.weather.refresh
    let observer = Observer(place)
    switch source {
    case .file(let path): took(Self.read(path, observer), from: source)
    case .address(let address):
      let fetcher = surroundings.web ?? WebClient(on: surroundings.eventLoop)
      Task { await self.took(Self.fetch(address, observer, at: wall, by: fetcher), from: source) }
    }
  }

  /// What comes of the weather forecast now, a full sentence; `nil` when the owner named none.
  var weatherSentence: String? {
    guard configuration.weather.source != nil else { return nil }
    guard let weather = energy.weather, let now = surroundings.calendar.now else {
      return "No weather forecast has come yet; the rig's own forecast stands alone."
    }
    let hours = "\(weather.hours) \(weather.hours == 1 ? "hour" : "hours")"
    guard let issued = weather.issued else { return "A weather forecast of \(hours) joins in." }
    guard weather.isFresh(at: now) else {
      return "The weather forecast is older than \(WeatherForecast.longestAge.brief) or from the future; the rig's own "
        + "forecast stands alone."
    }
    return "A weather forecast of \(hours), \(max(.zero, now - issued).brief) old, joins in."
  }

  /// Turns to another source, or to none, at once; what the one before said is forgotten.
  func changeWeather(to fresh: WeatherSection) {
    guard fresh != configuration.weather else { return }
    configuration.weather = fresh
    weatherDue = surroundings.timebase.now
    energy.use(nil)
    condition("weather", nil)
  }

  /// - Parameter source: who was asked; an answer from one that has been replaced meanwhile comes too late.
  private func took(_ outcome: Result<WeatherForecast, WeatherProblem>, from source: WeatherSection.Source) {
    guard source == configuration.weather.source else { return }
    switch outcome {
    case .success(let forecast):
      energy.use(forecast)
      condition("weather", nil)
    case .failure(let problem):
      // What was foretold before goes on until it is too old.
      condition("weather", problem.description)
    }
  }

  private static func read(_ path: String, _ observer: Observer) -> Result<WeatherForecast, WeatherProblem> {
    guard let data = FileManager.default.contents(atPath: path) else { return .failure(.unreadable(path)) }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let written = (attributes?[.modificationDate] as? Date).map { UnixTime(seconds: $0.timeIntervalSince1970) }
    return Result { () throws(WeatherProblem) in
      try WeatherReader.read([UInt8](data), over: observer, issued: written)
    }
  }

  private nonisolated static func fetch(
    _ address: String, _ observer: Observer, at wall: UnixTime, by fetcher: any WebFetching
  ) async -> Result<WeatherForecast, WeatherProblem> {
    do {
      let answer = try await fetcher.get(address)
      guard (200..<300).contains(answer.status) else {
        return .failure(.notFetched("the server answered with HTTP status \(answer.status)"))
      }
      return Result { () throws(WeatherProblem) in
        try WeatherReader.read(answer.body, over: observer, issued: wall)
      }
    } catch {
      return .failure(.notFetched("\(error)"))
    }
  }
}
