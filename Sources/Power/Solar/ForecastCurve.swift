import Units

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The clear sky at the bus by hour: from place and panel or, with neither, learned as the brightest of the last weeks.
struct ForecastCurve: Sendable {
  /// Seconds from UTC to local solar time.
  private(set) var offset: Double
  private let sky: ClearSkyModel?
  private let scale: Double
  /// Days computed already.
  private var known: [Int: [Double]] = [:]
  /// Brightest mean of each UTC hour, fading by 1.5 % a day; only used without a place.
  private var brightest = [Double](repeating: 0, count: 24)
  private var sum = 0.0
  private var hours = 0.0

  /// From a place: `scale` is the panel's peak power times the charger's efficiency, W.
  init(place: RigDescription.Place, panel: RigDescription.Panel, efficiency: Double) {
    offset = place.longitude / 15 * 3600
    sky = ClearSkyModel(place: place, panel: panel)
    scale = panel.peak.value * efficiency
  }

  /// Learned from what the rig sees: dark until it has seen a day.
  init() {
    offset = 0
    sky = nil
    scale = 1
  }

  /// Means of the 24 hours of a local solar day, W.
  func hours(day: Int) -> [Double] {
    if let sky { return known[day] ?? hours(day: day, under: sky) }
    let shift = Int((offset / 3600).rounded())
    return (0..<24).map { brightest[(($0 - shift) % 24 + 24) % 24] }
  }

  private func hours(day: Int, under sky: ClearSkyModel) -> [Double] {
    let start = Double(day) * 86400 - offset
    return (0..<24).map { hour in
      scale * sky.meanWattsPerPeakWatt(from: UnixTime(seconds: start + Double(hour) * 3600), lasting: .seconds(3600))
    }
  }

  /// Computes days ahead once and forgets others.
  mutating func prepare(days: Range<Int>) {
    guard let sky else { return }
    known = known.filter { days.contains($0.key) }
    for day in days where known[day] == nil { known[day] = hours(day: day, under: sky) }
  }

  /// How high the sun stands at noon of a local solar day, degrees; `nil` without a place.
  func noonHeight(day: Int) -> Double? {
    guard let sky else { return nil }
    let noon = UnixTime(seconds: (Double(day) + 0.5) * 86400 - offset)
    return SolarPosition(at: noon, from: sky.observer).trueElevation.value
  }

  /// Adds a mean power over some hours.
  mutating func see(watts: Double, hours: Double) {
    guard sky == nil else { return }
    sum += max(0, watts) * hours
    self.hours += hours
  }

  /// Ends an hour of local solar time.
  mutating func endHour(at solar: Double) {
    guard sky == nil else { return }
    let utc = Int((solar - offset) / 3600 - 0.5)
    let slot = (utc % 24 + 24) % 24
    brightest[slot] *= 0.985
    if hours > 0.3 { brightest[slot] = max(brightest[slot], sum / hours) }
    sum = 0
    hours = 0
  }

  /// Puts the middle of the light at noon. Returns the seconds that local solar time moved by, whole hours.
  mutating func centre() -> Double {
    guard sky == nil, brightest.reduce(0, +) > 0 else { return 0 }
    var (east, north) = (0.0, 0.0)
    for (hour, watts) in brightest.enumerated() {
      let angle = (Double(hour) + 0.5) * .pi / 12
      east += watts * sin(angle)
      north += watts * cos(angle)
    }
    let noon = atan2(east, north) * 12 / .pi
    let shift = (12 - noon).rounded() * 3600
    let wrapped = shift > 12 * 3600 ? shift - 86400 : shift
    defer { offset = wrapped }
    return wrapped - offset
  }
}
