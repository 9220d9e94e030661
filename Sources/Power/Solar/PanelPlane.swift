internal import Glibc
public import Units

/// A panel's plane: how much of the sky's light it takes up, and what its cells make of it.
public struct PanelPlane: Sendable, Hashable {
  /// From the horizontal, 0°–90°.
  public var tilt: Degrees
  /// Where it faces, from north over east.
  public var azimuth: Degrees
  /// Reflectance of the ground before it.
  public var albedo = 0.2

  /// A plane by its angles.
  public init(tilt: Degrees, azimuth: Degrees) {
    self.tilt = tilt
    self.azimuth = azimuth
  }

  /// The usual plane where none was named: facing the equator at the latitude's angle.
  public init(for observer: Observer) {
    self.init(
      tilt: Degrees(observer.latitude.value.magnitude.rounded()),
      azimuth: Degrees(observer.latitude.value < 0 ? 0 : 180))
  }

  /// Light on the plane: what the cells take up (beam less reflection, diffuse, ground) and what warms them, W/m².
  ///
  /// Source: J. Hay and J. Davies, "Calculations of the solar radiation incident on an inclined surface" (1980).
  public func irradiance(_ sky: ClearSky, sun: SolarPosition) -> (effective: Double, total: Double) {
    let radians = Double.pi / 180
    let sine = sin(sun.apparentElevation.value * radians)
    guard sine > 0, sky.global > 0 else { return (0, 0) }
    let incidence =
      cos(tilt.value * radians) * sine + sin(tilt.value * radians) * cos(sun.apparentElevation.value * radians)
      * cos((sun.azimuth.value - azimuth.value) * radians)
    let facing = max(0, incidence)
    let anisotropy = sky.direct / sky.extraterrestrial
    let view = (1 + cos(tilt.value * radians)) / 2
    let diffuse = sky.diffuse * (anisotropy * facing / max(sine, 0.01745) + (1 - anisotropy) * view)
    let ground = sky.global * albedo * (1 - view)
    let beam = sky.direct * facing
    return (beam * Self.transmitted(facing) + diffuse + ground, beam + diffuse + ground)
  }

  /// DC power of 1 Wp of crystalline cells in an open frame, W.
  ///
  /// Sources: SAPM cell temperature, open rack, glass and polymer (King et al., SAND2004-3535); PVWatts version 5 with
  /// −0.4 %/K (NREL/TP-6A20-62641).
  public func watts(
    effective: Double, total: Double, airTemperature: Celsius = Celsius(20), wind: Double = 1
  ) -> Double {
    let module = total * exp(-3.56 - 0.075 * wind) + airTemperature.value
    let cell = module + total / 1000 * 3
    return max(0, effective / 1000 * (1 - 0.004 * (cell - 25)))
  }

  /// The part of the beam that passes the glass, relative to facing it (Fresnel and Bouguer: index 1.526, 4 /m, 2 mm).
  private static func transmitted(_ cosine: Double) -> Double {
    guard cosine > 0 else { return 0 }
    func through(_ incidence: Double) -> Double {
      let refracted = asin(sin(incidence) / 1.526)
      let (sum, difference) = (refracted + incidence, refracted - incidence)
      let reflected =
        incidence < 1e-4
        ? pow((1.526 - 1) / (1.526 + 1), 2)
        : 0.5 * (pow(sin(difference) / sin(sum), 2) + pow(tan(difference) / tan(sum), 2))
      return exp(-4 * 0.002 / cos(refracted)) * (1 - reflected)
    }
    return through(acos(min(1, cosine))) / through(0)
  }
}
