internal import Glibc
internal import Units

/// The sun as seen from the middle of the earth at an instant: what all places share.
struct SolarEphemeris {
  /// Right ascension, rad.
  let rightAscension: Double
  /// Declination, rad.
  let declination: Double
  /// Distance in astronomical units.
  let distance: Double
  /// Apparent sidereal time at Greenwich, degrees.
  let siderealTime: Double

  init(at time: UnixTime, deltaT: Double? = nil) {
    let days = time.seconds / 86400 - 10957.5
    let dynamic = days + (deltaT ?? Self.deltaT(time)) / 86400
    let (century, dynamicCentury) = (days / 36525, dynamic / 36525)
    let t = dynamicCentury / 10
    let radians = Double.pi / 180
    typealias Series = EarthOrbitSeries
    let longitude =
      (Self.sum(Series.longitude0, t) + t
        * (Self.sum(Series.longitude1, t) + t * Self.sum(Series.longitude2, t)
          + t * t * 289 * cos(5.844 + 6283.076 * t)))
      * 1e-8
    let latitude = Self.sum(Series.latitude0, t) * 1e-8
    distance =
      (Self.sum(Series.radius0, t) + t * (Self.sum(Series.radius1, t) + t * 4359 * cos(5.7846 + 6283.0758 * t)))
      * 1e-8
    let nutation = Self.nutation(dynamicCentury)
    let u = t / 10
    let obliquity =
      ((84381.448 + u * (-4680.93 + u * (-1.55 + u * 1999.25))) / 3600 + nutation.obliquity) * radians
    let aberration = -20.4898 / 3600 / distance
    let ecliptic = longitude + (180 + nutation.longitude + aberration) * radians
    let beta = -latitude
    rightAscension = atan2(sin(ecliptic) * cos(obliquity) - tan(beta) * sin(obliquity), cos(ecliptic))
    declination = asin(sin(beta) * cos(obliquity) + cos(beta) * sin(obliquity) * sin(ecliptic))
    let mean = 280.46061837 + 360.98564736629 * days + century * century * (0.000387933 - century / 38_710_000)
    siderealTime = (mean + nutation.longitude * cos(obliquity)).truncatingRemainder(dividingBy: 360)
  }

  /// Angle westward from the meridian, rad, −π to π.
  func hourAngle(longitude: Double) -> Double {
    let angle = (siderealTime + longitude) * .pi / 180 - rightAscension
    return angle - 2 * .pi * (angle / (2 * .pi)).rounded()
  }

  private static func sum(_ terms: [EarthOrbitSeries.Term], _ t: Double) -> Double {
    var total = 0.0
    for term in terms { total += term.amplitude * cos(term.phase + term.rate * t) }
    return total
  }

  /// Nutation in longitude and obliquity, degrees; t in Julian centuries.
  private static func nutation(_ t: Double) -> (longitude: Double, obliquity: Double) {
    let arguments = [
      297.85036 + t * 445267.111480, 357.52772 + t * 35999.050340, 134.96298 + t * 477198.867398,
      93.27191 + t * 483202.017538, 125.04452 - t * 1934.136261,
    ]
    var (longitude, obliquity) = (0.0, 0.0)
    for term in EarthOrbitSeries.nutation {
      let angle = zip(term.multiples, arguments).reduce(0) { $0 + $1.0 * $1.1 } * .pi / 180
      longitude += (term.longitude.0 + term.longitude.1 * t) * sin(angle)
      obliquity += (term.obliquity.0 + term.obliquity.1 * t) * cos(angle)
    }
    return (longitude / 36e6, obliquity / 36e6)
  }

  /// Seconds from universal to terrestrial time.
  ///
  /// Source: F. Espenak and J. Meeus, "Five Millennium Canon of Solar Eclipses" (NASA/TP-2006-214141), the parts for 1986
  /// to 2050 and for later; before, a straight line to 1900 (within 20 s, which is 0.0003° of the sun).
  static func deltaT(_ time: UnixTime) -> Double {
    let year = 1970 + time.seconds / 31_556_952
    let t = year - 2000
    switch year {
    case ..<1986: return max(0, 54.8 - 0.6 * (1986 - year))
    case ..<2005:
      return 63.86 + t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))))
    case ..<2050: return 62.92 + t * (0.32217 + t * 0.005589)
    case ..<2150:
      let u = (year - 1820) / 100
      return -20 + 32 * u * u - 0.5628 * (2150 - year)
    default:
      let u = (year - 1820) / 100
      return -20 + 32 * u * u
    }
  }
}
