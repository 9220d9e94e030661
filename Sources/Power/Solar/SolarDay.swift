internal import Glibc
public import Units

/// Rise, upper transit and set of the sun around one transit.
///
/// Rise and set are where the sun's centre passes −0.8333° without refraction, seen at sea level (half the disc and the
/// usual bending at the horizon). In nature they differ by a minute or more with the air.
public struct SolarDay: Sendable, Hashable {
  /// What kind of day it is.
  public enum Kind: String, Sendable, Hashable {
    /// The sun rises and sets.
    case normal
    /// It does not set within half a rotation either side.
    case polarDay = "polar day"
    /// It does not rise.
    case polarNight = "polar night"
    /// It rises without setting, or the reverse: the day a polar day or night begins or ends.
    case mixed
  }

  /// The kind of day.
  public var kind: Kind
  /// When the sun stands highest in the meridian.
  public var transit: UnixTime
  /// The last rise before the transit; nil when there is none within half a rotation.
  public var sunrise: UnixTime?
  /// The first set after the transit; nil when there is none within half a rotation.
  public var sunset: UnixTime?

  /// Elevation of the sun's centre at rise and set, degrees.
  static let horizon = -0.8333

  /// The day whose upper transit falls on a date of UTC; near the date line rise or set may lie in the date before or
  /// after.
  public init(of date: CalendarDate, at observer: Observer) {
    let guess = date.midnight.seconds + (180 - observer.longitude.value) * 240
    var noon = Self.transit(near: guess, observer)
    let midnight = date.midnight.seconds
    if noon < midnight { noon = Self.transit(near: noon + 86400, observer) }
    if noon >= midnight + 86400 { noon = Self.transit(near: noon - 86400, observer) }
    self.init(transit: noon, at: observer)
  }

  /// The day whose upper transit lies nearest to an instant.
  public init(around time: UnixTime, at observer: Observer) {
    self.init(transit: Self.transit(near: time.seconds, observer), at: observer)
  }

  private init(transit noon: Double, at observer: Observer) {
    let seaLevel = Observer(latitude: observer.latitude, longitude: observer.longitude)
    transit = UnixTime(seconds: noon)
    let before = Self.lowerTransit(near: noon - 43200, observer)
    let after = Self.lowerTransit(near: noon + 43200, observer)
    sunrise = Self.crossing(low: before, high: noon, seaLevel)
    sunset = Self.crossing(low: after, high: noon, seaLevel)
    switch (sunrise, sunset) {
    case (.some, .some): kind = .normal
    case (nil, nil): kind = Self.height(noon, seaLevel) > Self.horizon ? .polarDay : .polarNight
    default: kind = .mixed
    }
  }

  private static func height(_ seconds: Double, _ observer: Observer) -> Double {
    SolarPosition(at: UnixTime(seconds: seconds), from: observer).trueElevation.value
  }

  private static func transit(near seconds: Double, _ observer: Observer) -> Double {
    var time = seconds
    for _ in 0..<3 {
      let angle = SolarEphemeris(at: UnixTime(seconds: time)).hourAngle(longitude: observer.longitude.value)
      time -= angle / (2 * .pi) * 86400
    }
    return time
  }

  private static func lowerTransit(near seconds: Double, _ observer: Observer) -> Double {
    let opposite = Observer(latitude: observer.latitude, longitude: Degrees(observer.longitude.value + 180))
    return transit(near: seconds, opposite)
  }

  /// The instant between a low and a high sun at which the horizon is passed, to a tenth of a second.
  private static func crossing(low: Double, high: Double, _ observer: Observer) -> UnixTime? {
    guard height(low, observer) < horizon, height(high, observer) >= horizon else { return nil }
    var (below, above) = (low, high)
    while (above - below).magnitude > 0.1 {
      let middle = (below + above) / 2
      if height(middle, observer) < horizon { below = middle } else { above = middle }
    }
    return UnixTime(seconds: (below + above) / 2)
  }
}
