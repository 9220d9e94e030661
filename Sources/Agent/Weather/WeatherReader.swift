internal import Foundation
public import Power
public import Units

/// Reads a weather forecast: JSON in the shape of Open-Meteo's hourly answers, or a simple CSV.
///
///     {"utc_offset_seconds": 0, "hourly": {"time": ["2026-11-22T00:00", …],
///       "shortwave_radiation": [0, …], "cloud_cover": [90, …]}}
///
///     utc_time,cloud_cover_percent        or        utc_time,ghi_w_m2
///     2026-11-22T00:00:00Z,90                       2026-11-22T10:00:00Z,240
///
/// In JSON a row's irradiance is the mean of the hour before its time, as Open-Meteo defines it; in CSV of the hour that
/// begins at its time.
public enum WeatherReader {
  /// A forecast from a file's bytes.
  ///
  /// - Parameter issued: when it was made or fetched; `nil` when it does not age.
  public static func read(_ bytes: [UInt8], over observer: Observer, issued: UnixTime?) throws(WeatherProblem)
    -> WeatherForecast
  {
    guard bytes.count <= 4 << 20 else { throw .tooLong(bytes.count) }
    let first = bytes.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
    let rows = first == UInt8(ascii: "{") ? try json(bytes) : try csv(bytes)
    let forecast = WeatherForecast(rows: rows, over: observer, issued: issued)
    guard forecast.hours > 0 else { throw .nothingUsable }
    return forecast
  }

  private typealias Row = (start: UnixTime, sky: WeatherForecast.Sky)

  private struct Answer: Decodable {
    struct Hourly: Decodable {
      var time: [Stamp]
      var light: [Double?]?
      var clouds: [Double?]?

      enum CodingKeys: String, CodingKey {
        case time
        case light = "shortwave_radiation"
        case clouds = "cloud_cover"
      }
    }
    var offset: Double?
    var hourly: Hourly

    enum CodingKeys: String, CodingKey {
      case hourly
      case offset = "utc_offset_seconds"
    }
  }

  /// Text without a zone, or seconds since 1970.
  private enum Stamp: Decodable {
    case text(String)
    case seconds(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .seconds(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  private static func json(_ bytes: [UInt8]) throws(WeatherProblem) -> [Row] {
    guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes)) else { throw .noForecast }
    let offset = answer.offset ?? 0
    var rows: [Row] = []
    for (index, stamp) in answer.hourly.time.enumerated() {
      guard let time = time(stamp, offset: offset) else { continue }
      if let clouds = answer.hourly.clouds, index < clouds.count, let percent = clouds[index] {
        rows.append((time, .clouds(percent / 100)))
      }
      // Later rows of an hour replace earlier ones: irradiance says more than clouds.
      if let light = answer.hourly.light, index < light.count, let watts = light[index] {
        rows.append((UnixTime(seconds: time.seconds - 3600), .irradiance(watts)))
      }
    }
    return rows.enumerated().sorted { (rank($0.element.sky), $0.offset) < (rank($1.element.sky), $1.offset) }
      .map(\.element)
  }

  private static func rank(_ sky: WeatherForecast.Sky) -> Int {
    if case .clouds = sky { 0 } else { 1 }
  }

  private static func time(_ stamp: Stamp, offset: Double) -> UnixTime? {
    switch stamp {
    case .seconds(let seconds): return UnixTime(seconds: seconds)
    case .text(let text): return UnixTime(iso8601: text).map { UnixTime(seconds: $0.seconds - offset) }
    }
  }

  private static func csv(_ bytes: [UInt8]) throws(WeatherProblem) -> [Row] {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let names = (lines.first ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    guard let time = names.firstIndex(of: "utc_time") else { throw .noForecast }
    let light = names.firstIndex(of: "ghi_w_m2")
    let clouds = names.firstIndex(of: "cloud_cover_percent")
    guard light != nil || clouds != nil else { throw .noForecast }
    return lines.dropFirst().compactMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard time < cells.count, let start = UnixTime(iso8601: String(cells[time])) else { return nil }
      if let light, light < cells.count, let watts = Double(cells[light]) { return (start, .irradiance(watts)) }
      if let clouds, clouds < cells.count, let percent = Double(cells[clouds]) {
        return (start, .clouds(percent / 100))
      }
      return nil
    }
  }
}
