internal import Units

/// Where a weather forecast comes from. Without one the rig's own forecast stands alone.
public struct WeatherSection: Sendable, Hashable {
  /// Where to look.
  public enum Source: Sendable, Hashable {
    /// A file that something else keeps fresh.
    case file(String)
    /// An address, HTTP or HTTPS.
    case address(String)
  }

  /// Where to look; `nil` for nowhere.
  public var source: Source?
  /// How often to look.
  public var refresh: Duration = .seconds(3 * 3600)

  /// No weather forecast.
  public init() {}

  init(reading reader: ConfigurationReader?, hasPlace: Bool) {
    guard let reader else { return }
    let text = reader.text("source")
    if let refresh = reader.duration("refresh", in: Span(900)...Span(86400)) { self.refresh = refresh }
    if let text {
      source = text.hasPrefix("https://") || text.hasPrefix("http://") ? .address(text) : .file(text)
      if !hasPlace {
        reader.report(
          "a weather forecast needs the rig's place; add rig: place: {latitude: 36.1, longitude: -79.95}", at: "source")
      }
    } else if !reader.has("source") {
      reader.missing("source", "/var/lib/akkurat/weather.json")
    }
    reader.finish()
  }
}
