import Units

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a panel of 1 Wp would give under a clear sky, hour by hour of the local solar day.
///
/// Only the shape matters: the learned clear-sky index carries what is wrong with the level (soiling, shade, a panel
/// smaller than its label), so half a degree of sun position and a plain turbidity are ample here.
public struct ForecastSky: Sendable, Hashable {
  private let sinLatitude: Double
  private let cosLatitude: Double
  private let sinTilt: Double
  private let cosTilt: Double
  private let sinAzimuth: Double
  private let cosAzimuth: Double

  /// Six instants in each hour of the day: sine and cosine of the sun's hour angle.
  private static let instants: [(sin: Double, cos: Double)] = (0..<144).map { index in
    let angle = ((Double(index) + 0.5) / 6 - 12) * .pi / 12
    return (sin(angle), cos(angle))
  }

  /// A sky over a place, seen by a panel there; without tilt and azimuth it faces the equator at the latitude's angle.
  public init(latitude: Double, tilt: Double? = nil, azimuth: Double? = nil) {
    let radians = Double.pi / 180
    (sinLatitude, cosLatitude) = (sin(latitude * radians), cos(latitude * radians))
    let slope = (tilt ?? abs(latitude)) * radians
    (sinTilt, cosTilt) = (sin(slope), cos(slope))
    let facing = (azimuth ?? (latitude >= 0 ? 180 : 0)) * radians
    (sinAzimuth, cosAzimuth) = (sin(facing), cos(facing))
  }

  /// Means of 24 hours of local solar time for a day counted from 1970, W per Wp.
  public func hours(day: Int) -> [Double] {
    let delta = declination(day)
    let (sinDelta, cosDelta) = (sin(delta), cos(delta))
    return (0..<24).map { hour in
      Self.instants[hour * 6..<hour * 6 + 6].reduce(0) { $0 + watts(sinDelta, cosDelta, $1) } / 6
    }
  }

  /// Declination by Spencer's series (Fourier series representation of the position of the sun, 1971), radians.
  private func declination(_ day: Int) -> Double {
    let angle = 2 * Double.pi * (Double(day) - 0.5).truncatingRemainder(dividingBy: 365.2425) / 365.2425
    return 0.006918 - 0.399912 * cos(angle) + 0.070257 * sin(angle) - 0.006758 * cos(2 * angle)
      + 0.000907 * sin(2 * angle) - 0.002697 * cos(3 * angle) + 0.00148 * sin(3 * angle)
  }

  /// Haurwitz's clear sky (1945) split into beam and diffuse by a fixed share, on the panel's plane.
  private func watts(_ sinDelta: Double, _ cosDelta: Double, _ angle: (sin: Double, cos: Double)) -> Double {
    let height = sinLatitude * sinDelta + cosLatitude * cosDelta * angle.cos
    guard height > 0.01 else { return 0 }
    let horizontal = 1098 * height * exp(-0.057 / height)
    let east = -cosDelta * angle.sin
    let north = cosLatitude * sinDelta - sinLatitude * cosDelta * angle.cos
    let facing = height * cosTilt + sinTilt * (east * sinAzimuth + north * cosAzimuth)
    let diffuse = horizontal * min(0.6, 0.10 + 0.04 / height)
    let beam = (horizontal - diffuse) / height
    let plane = beam * max(0, facing) + diffuse * (1 + cosTilt) / 2 + horizontal * 0.2 * (1 - cosTilt) / 2
    return plane / 1000 * 0.95
  }
}
