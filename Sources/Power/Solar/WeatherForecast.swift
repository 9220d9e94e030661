internal import Glibc
public import Units

/// What somebody else expects of the sky, hour by hour. It is a witness among others: the forecast weighs it by how
/// right it has been, so a wrong one costs nothing for long.
public struct WeatherForecast: Sendable, Hashable {
  /// What a row says of its hour.
  public enum Sky: Sendable, Hashable {
    /// Part of the sky under clouds, 0–1.
    case clouds(Double)
    /// Global irradiance on the horizontal, mean of the hour, W/m².
    case irradiance(Double)
  }

  /// Expected clear-sky index by hour counted from 1970 UTC.
  private let indices: [Int: Double]
  /// When it was made or fetched; `nil` for one that does not age.
  public var issued: UnixTime?
  /// Older than this it is not used.
  public static let longestAge = Duration.hours(36)

  /// From rows by the start of their hour; rows that cannot be are left out.
  ///
  /// Source of the cloud rule: F. Kasten and G. Czeplak, "Solar and terrestrial radiation dependent on the amount and
  /// type of cloud", Solar Energy 24 (1980) 177.
  public init(rows: [(start: UnixTime, sky: Sky)], over observer: Observer, issued: UnixTime? = nil) {
    var found: [Int: Double] = [:]
    for (start, sky) in rows {
      guard start.seconds.isFinite, abs(start.seconds) < 1e11 else { continue }
      guard let index = Self.index(sky, at: start, over: observer) else { continue }
      found[Int((start.seconds / 3600).rounded())] = index
    }
    indices = found
    self.issued = issued
  }

  /// Hours it has something to say of.
  public var hours: Int { indices.count }

  /// Whether it may be used at a time.
  public func isFresh(at now: UnixTime) -> Bool {
    guard let issued else { return true }
    return (-3600...Self.longestAge.inSeconds).contains(now.seconds - issued.seconds)
  }

  /// Mean index of a stretch, each hour weighted by its clear-sky light; `nil` when a third of the light is not covered.
  func index(from start: Double, clear: [Double]) -> Double? {
    var (light, known, sum) = (0.0, 0.0, 0.0)
    for (offset, watts) in clear.enumerated() where watts > 0 {
      light += watts
      guard let index = indices[Int(((start + Double(offset) * 3600) / 3600).rounded())] else { continue }
      known += watts
      sum += watts * index
    }
    return known > 0.66 * light && known > 0 ? sum / known : nil
  }

  private static func index(_ sky: Sky, at start: UnixTime, over observer: Observer) -> Double? {
    switch sky {
    case .clouds(let share):
      guard (0...1).contains(share) else { return nil }
      return 1 - 0.75 * power(share)
    case .irradiance(let watts):
      guard (0...1500).contains(watts) else { return nil }
      let middle = UnixTime(seconds: start.seconds + 1800)
      let sun = SolarPosition(at: middle, from: observer)
      let clear = ClearSky.haurwitz(sun: sun)
      guard clear > 15 else { return nil }
      let index = watts / clear
      return index <= 1.8 ? min(1.1, index) : nil
    }
  }

  /// share^3.4
  private static func power(_ share: Double) -> Double { share <= 0 ? 0 : exp(3.4 * log(share)) }
}
