/// Why a weather forecast is not used. The plan goes on without it.
public enum WeatherProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Neither Open-Meteo's JSON nor the CSV.
  case noForecast
  /// No row that could be true.
  case nothingUsable
  /// More bytes than any forecast needs.
  case tooLong(Int)
  /// The file is not there or may not be read.
  case unreadable(String)
  /// No answer, or a refusal.
  case notFetched(String)

  /// A full sentence.
  public var description: String {
    switch self {
    case .noForecast:
      "The weather forecast is neither JSON with hourly.time and hourly.cloud_cover or hourly.shortwave_radiation "
        + "nor a CSV with utc_time and cloud_cover_percent or ghi_w_m2."
    case .nothingUsable: "The weather forecast has no row that can be true; the rig's own forecast stands alone."
    case .tooLong(let bytes): "The weather forecast has \(bytes) bytes, more than 4 MiB; ask for fewer hours."
    case .unreadable(let path): "The weather forecast \(path) cannot be read; the rig's own forecast stands alone."
    case .notFetched(let reason): "The weather forecast was not fetched: \(reason)."
    }
  }
}
