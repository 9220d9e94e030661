public import Units

/// What a panel of 1 Wp yields over time: a measured series, repeated when it ends, linear between its points.
public struct SunSeries: Sendable, Hashable {
  /// How a command names it: `alamosa`.
  public var name: String
  /// Where it was measured, by whom, under which licence.
  public var origin: String
  /// The calendar time of the first point.
  public var start: UnixTime
  /// Local time minus UTC at the place.
  public var utcOffset: Duration
  /// Seconds between points.
  public var step: Double
  /// How far into its step a point is valid: half a step for interval means.
  public var validAfter: Double
  /// Milliwatts of a 1 Wp panel at each point.
  public var milliwattsPerPeakWatt: [UInt16]
  /// Air temperatures in tenths of a degree, evenly spread over the series.
  public var airTenths: [Int16]

  /// A series by its parts.
  public init(
    name: String, origin: String, start: UnixTime, utcOffset: Duration, step: Double, validAfter: Double,
    milliwattsPerPeakWatt: [UInt16], airTenths: [Int16]
  ) {
    precondition(!milliwattsPerPeakWatt.isEmpty && !airTenths.isEmpty && step > 0, "a series has points")
    self.name = name
    self.origin = origin
    self.start = start
    self.utcOffset = utcOffset
    self.step = step
    self.validAfter = validAfter
    self.milliwattsPerPeakWatt = milliwattsPerPeakWatt
    self.airTenths = airTenths
  }

  /// The length after which it repeats, in seconds.
  public var period: Double { step * Double(milliwattsPerPeakWatt.count) }

  /// The first local midnight in the series: where a simulation starts by default.
  public var firstLocalMidnight: UnixTime {
    let local = start + utcOffset
    let midnight = (local.seconds / 86400).rounded(.up) * 86400
    return UnixTime(seconds: midnight - utcOffset.inSeconds)
  }

  /// Watts per peak watt at a calendar time.
  public func wattsPerPeakWatt(at time: UnixTime) -> Double {
    let position = (time.seconds - start.seconds - validAfter) / step
    return interpolate(position, count: milliwattsPerPeakWatt.count) { Double(milliwattsPerPeakWatt[$0]) } / 1000
  }

  /// Air temperature at a calendar time.
  public func airTemperature(at time: UnixTime) -> Celsius {
    let spacing = period / Double(airTenths.count)
    let position = (time.seconds - start.seconds) / spacing
    return Celsius(interpolate(position, count: airTenths.count) { Double(airTenths[$0]) } / 10)
  }

  private func interpolate(_ position: Double, count: Int, _ point: (Int) -> Double) -> Double {
    let below = position.rounded(.down)
    let fraction = position - below
    let index = Int(below) % count
    let first = index < 0 ? index + count : index
    let second = first + 1 == count ? 0 : first + 1
    return point(first) * (1 - fraction) + point(second) * fraction
  }
}
