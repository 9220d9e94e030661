internal import Glibc
public import Units

/// A place on the earth from which the sun is seen.
public struct Observer: Sendable, Hashable {
  /// Geographic latitude, north positive, −90° to 90°.
  public var latitude: Degrees
  /// Longitude, east positive, −180° to 180°.
  public var longitude: Degrees
  /// Height above sea level.
  public var elevation: Meters

  /// A place by its coordinates.
  public init(latitude: Degrees, longitude: Degrees, elevation: Meters = Meters(0)) {
    self.latitude = latitude
    self.longitude = longitude
    self.elevation = elevation
  }

  /// Air pressure of the standard atmosphere at this height, Pa.
  ///
  /// Source: ICAO standard atmosphere, the formula of NOAA, Portland State Aerospace Society (2004).
  public var pressure: Double { 100 * pow((44331.514 - elevation.value) / 11880.516, 1 / 0.1902632) }
}
