internal import Glibc
public import Units

/// What the sun would give on a cloudless sky, W/m².
public struct ClearSky: Sendable, Hashable {
  /// On the horizontal.
  public var global: Double
  /// On a plane that faces the sun, from the disc alone.
  public var direct: Double
  /// On the horizontal, from the sky without the disc.
  public var diffuse: Double
  /// Outside the atmosphere, facing the sun.
  public var extraterrestrial: Double

  /// The model of P. Ineichen and R. Perez, "A new airmass independent formulation for the Linke turbidity coefficient",
  /// Solar Energy 73 (2002) 151.
  ///
  /// - Parameters:
  ///   - turbidity: Linke turbidity: 2 very clear and cold, 3 usual, 4–5 humid summer, 6–7 polluted.
  public static func ineichen(
    at time: UnixTime, sun: SolarPosition, observer: Observer, turbidity: Double = 3
  ) -> ClearSky {
    let outside = extraterrestrial(at: time)
    guard let airmass = airmass(sun, observer) else {
      return ClearSky(global: 0, direct: 0, diffuse: 0, extraterrestrial: outside)
    }
    let height = observer.elevation.value
    let sine = max(0, sin(sun.apparentElevation.value * .pi / 180))
    let (low, high) = (exp(-height / 8000), exp(-height / 1250))
    let (first, second) = (5.09e-5 * height + 0.868, 3.92e-5 * height + 0.0387)
    let global = first * outside * sine * exp(-second * airmass * (low + high * (turbidity - 1)))
    let beam = outside * max(0, (0.664 + 0.163 / low) * exp(-0.09 * airmass * (turbidity - 1)))
    let limit = sine > 0 ? global * max(0, (1 - (0.1 - 0.2 * exp(-turbidity)) / (0.1 + 0.882 / low)) / sine) : 0
    let direct = min(beam, limit)
    return ClearSky(
      global: global, direct: direct, diffuse: global - direct * sine, extraterrestrial: outside)
  }

  /// Global irradiance on the horizontal from the sun's height alone, W/m².
  ///
  /// Source: B. Haurwitz, "Insolation in Relation to Cloudiness and Cloud Density", J. Meteorology 2 (1945) 154.
  public static func haurwitz(sun: SolarPosition) -> Double {
    let sine = sin(sun.apparentElevation.value * .pi / 180)
    return sine > 0 ? 1098 * sine * exp(-0.059 / sine) : 0
  }

  /// Irradiance outside the atmosphere, W/m² (Spencer 1971, solar constant 1366.1).
  static func extraterrestrial(at time: UnixTime) -> Double {
    let angle = 2 * Double.pi * Double(CalendarDate(time).dayOfYear - 1) / 365
    return 1366.1
      * (1.00011 + 0.034221 * cos(angle) + 0.00128 * sin(angle) + 0.000719 * cos(2 * angle) + 7.7e-5 * sin(2 * angle))
  }

  /// Air passed by the light, 1 at the zenith and sea level (Kasten and Young 1989); nil when the sun is down.
  static func airmass(_ sun: SolarPosition, _ observer: Observer) -> Double? {
    let elevation = sun.apparentElevation.value
    guard elevation >= 0 else { return nil }
    return observer.pressure / 101_325
      / (sin(elevation * .pi / 180) + 0.50572 * pow(elevation + 6.07995, -1.6364))
  }
}
