import Units

extension SolarSeries {
  /// A made-up year for a place without measurements: the clear sky of the place under half days drawn from the
  /// built-in climate of its season, with spells. Good for a first budget, no more; a measured series is better.
  public static func typical(latitude: Double, longitude: Double, panel: RigDescription.Panel, seed: UInt64)
    -> SolarSeries
  {
    let place = RigDescription.Place(latitude: latitude, longitude: longitude)
    let onePeakWatt = RigDescription.Panel(peak: Watts(1), tilt: panel.tilt, azimuth: panel.azimuth)
    let curve = ForecastCurve(place: place, panel: onePeakWatt, efficiency: 1)
    var dice = SplitMix(seed: seed)
    let first = 19358
    var state = 3
    var watts: [Double] = []
    for day in first..<first + 365 {
      let hours = curve.hours(day: day)
      let climate = ForecastClasses.prior(noonHeight: curve.noonHeight(day: day))
      var halves = [Double]()
      for half in 0..<2 {
        if dice.uniform() > (half == 0 ? 0.45 : 0.85) { state = dice.pick(climate) }
        halves.append(ForecastClasses.centres[state])
      }
      for step in 0..<288 { watts.append(hours[step / 12] * halves[step / 144]) }
    }
    return SolarSeries(start: Double(first) * 86400 - longitude * 240, watts: watts)
  }

  /// SplitMix64.
  private struct SplitMix {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func uniform() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return (Double((mixed ^ (mixed >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
    }

    mutating func pick(_ chances: [Double]) -> Int {
      var left = uniform()
      for (index, chance) in chances.enumerated() {
        left -= chance
        if left < 0 { return index }
      }
      return chances.count - 1
    }
  }
}
