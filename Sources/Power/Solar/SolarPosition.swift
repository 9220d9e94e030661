internal import Glibc
public import Units

/// Where the sun stands for an observer at an instant.
///
/// Source: I. Reda and A. Andreas, "Solar Position Algorithm for Solar Radiation Applications", NREL/TP-560-34302 (2008),
/// with a shortened series: within 0.002° of the full one from 1900 to 2200.
public struct SolarPosition: Sendable, Hashable {
  /// Height of the sun's centre above the horizon without the bending of light by air.
  public var trueElevation: Degrees
  /// Height as seen through the standard atmosphere.
  public var apparentElevation: Degrees
  /// Direction from north over east, 0°–360°.
  public var azimuth: Degrees
  /// Distance of the sun in astronomical units.
  public var distance: Double

  /// The sun over a place.
  ///
  /// - Parameters:
  ///   - temperature: of the air, for refraction; 12 °C when unknown.
  ///   - deltaT: seconds from universal to terrestrial time; estimated when left out. A hundred seconds move the sun by
  ///     0.001°.
  public init(
    at time: UnixTime, from observer: Observer, temperature: Celsius = Celsius(12), deltaT: Double? = nil
  ) {
    let sun = SolarEphemeris(at: time, deltaT: deltaT)
    let radians = Double.pi / 180
    let latitude = observer.latitude.value * radians
    let hour = sun.hourAngle(longitude: observer.longitude.value)
    // Parallax: the observer stands on the surface, not in the middle of the earth.
    let parallax = 8.794 / 3600 / sun.distance * radians
    let reduced = atan(0.99664719 * tan(latitude))
    let height = observer.elevation.value / 6_378_140
    let (x, y) = (cos(reduced) + height * cos(latitude), 0.99664719 * sin(reduced) + height * sin(latitude))
    let base = cos(sun.declination) - x * sin(parallax) * cos(hour)
    let shift = atan2(-x * sin(parallax) * sin(hour), base)
    let declination = atan2((sin(sun.declination) - y * sin(parallax)) * cos(shift), base)
    let local = hour - shift
    let sine = sin(latitude) * sin(declination) + cos(latitude) * cos(declination) * cos(local)
    let elevation = asin(min(1, max(-1, sine))) / radians
    let west = atan2(sin(local), cos(local) * sin(latitude) - tan(declination) * cos(latitude)) / radians
    trueElevation = Degrees(elevation)
    azimuth = Degrees((west + 180).truncatingRemainder(dividingBy: 360))
    distance = sun.distance
    let bending = Self.refraction(elevation, pressure: observer.pressure, temperature: temperature.value)
    apparentElevation = Degrees(elevation + bending)
  }

  /// How much the air lifts the sun, in degrees; nothing when it is all below the horizon.
  private static func refraction(_ elevation: Double, pressure: Double, temperature: Double) -> Double {
    guard elevation >= -(0.26667 + 0.5667) else { return 0 }
    return pressure / 101_000 * 283 / (273 + temperature) * 1.02
      / (60 * tan((elevation + 10.3 / (elevation + 5.11)) * .pi / 180))
  }
}
