public import Units

/// What a panel at a place would give under a cloudless sky, at any time: the yardstick for forecasts and reports.
public struct ClearSkyModel: Sendable, Hashable {
  /// Where it stands.
  public var observer: Observer
  /// How it is mounted.
  public var plane: PanelPlane
  /// Linke turbidity of each month, January first.
  public var turbidity: [Double]

  /// A panel at a place; facing the equator at the latitude's angle unless said otherwise.
  public init(observer: Observer, plane: PanelPlane? = nil, turbidity: [Double]? = nil) {
    self.observer = observer
    self.plane = plane ?? PanelPlane(for: observer)
    let given = turbidity ?? []
    self.turbidity = given.count == 12 ? given : Self.typicalTurbidity(observer)
  }

  /// DC power under a clear sky, W per Wp; no losses of wiring, charger or dirt.
  ///
  /// The air is taken to have the usual 20 °C when its temperature is not given.
  public func wattsPerPeakWatt(at time: UnixTime, airTemperature: Celsius = Celsius(20)) -> Double {
    let sun = SolarPosition(at: time, from: observer)
    guard sun.apparentElevation.value > 0 else { return 0 }
    let month = CalendarDate(time).month - 1
    let sky = ClearSky.ineichen(at: time, sun: sun, observer: observer, turbidity: turbidity[month])
    let light = plane.irradiance(sky, sun: sun)
    return plane.watts(effective: light.effective, total: light.total, airTemperature: airTemperature)
  }

  /// Mean clear-sky power of an interval, W per Wp, from instants no more than ten minutes apart.
  public func meanWattsPerPeakWatt(from start: UnixTime, lasting: Duration) -> Double {
    let parts = max(1, Int((lasting.inSeconds / 600).rounded(.up)))
    let step = lasting.inSeconds / Double(parts)
    var total = 0.0
    for part in 0..<parts {
      total += wattsPerPeakWatt(at: UnixTime(seconds: start.seconds + (Double(part) + 0.5) * step))
    }
    return total / Double(parts)
  }

  /// Clearer in winter and towards the poles, hazier in summer: a round figure of the published climatologies.
  private static func typicalTurbidity(_ observer: Observer) -> [Double] {
    let north = observer.latitude.value >= 0
    let warm = max(0, 1 - observer.latitude.value.magnitude / 90)
    return (0..<12).map { month in
      let summer = [0, 0.2, 0.4, 0.6, 0.8, 1, 1, 0.9, 0.7, 0.4, 0.2, 0][north ? month : (month + 6) % 12]
      return 2.4 + 0.8 * warm + 0.8 * summer
    }
  }
}
