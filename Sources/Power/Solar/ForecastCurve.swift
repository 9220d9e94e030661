import Units

/// The clear sky at the bus by hour: from the place, or learned as the brightest of the last weeks.
struct ForecastCurve: Sendable {
  /// Seconds from UTC to local solar time.
  var offset: Double
  private var sky: ForecastSky?
  private var scale: Double
  private var learned = [Double](repeating: 0, count: 24)

  /// From a place: `scale` is the panel's peak power times the charger's efficiency, W.
  init(place: RigDescription.Place, panel: RigDescription.Panel, efficiency: Double) {
    offset = place.longitude / 15 * 3600
    sky = ForecastSky(latitude: place.latitude, tilt: panel.tilt?.value, azimuth: panel.azimuth?.value)
    scale = panel.peak.value * efficiency
  }

  /// Means of the 24 hours of a local solar day, W.
  func hours(day: Int) -> [Double] { sky.map { $0.hours(day: day).map { $0 * scale } } ?? learned }
}
