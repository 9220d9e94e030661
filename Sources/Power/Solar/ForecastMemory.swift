#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What a rig has learned of its sky: how often half days are dark or bright, how long a spell lasts, and where today
/// stands. Small, and kept on disk across restarts.
public struct ForecastMemory: Sendable, Hashable, Codable {
  /// Weighted half days seen of each class.
  var seen = [Double](repeating: 0, count: ForecastClasses.count)
  /// Weighted sums of the index in each class.
  var sums = [Double](repeating: 0, count: ForecastClasses.count)
  /// Weighted moves from afternoon to next morning and from morning to afternoon, row by row.
  var overnight = [Double](repeating: 0, count: ForecastClasses.count * ForecastClasses.count)
  var overNoon = [Double](repeating: 0, count: ForecastClasses.count * ForecastClasses.count)
  /// Clear-sky and measured energy of the running half day, per Wp and in W.
  var clear = 0.0
  var got = 0.0
  /// Probability of each class for the half day before the running one.
  var before = ForecastClasses.prior

  /// Measured energy by hour of the solar day, and what the clear sky times the half day's index made of it: their
  /// ratio is the rig's own shape of a day (shade, haze in the morning, a skyline).
  var hourGot = [Double](repeating: 0, count: 24)
  var hourClear = [Double](repeating: 0, count: 24)
  /// How far a weather forecast is believed; `nil` before there was one.
  var trust: [Double]?

  /// The same of the running half day, not yet divided by its index.
  var runningGot = [Double](repeating: 0, count: 24)
  var runningClear = [Double](repeating: 0, count: 24)

  /// Nothing seen.
  public init() {}

  /// Adds measured energy to the running half day.
  mutating func add(clear: Double, got: Double, hour: Int, raw: Double) {
    self.clear += clear
    self.got += got
    runningGot[hour] += got
    runningClear[hour] += raw
  }

  /// How much of the clear sky's curve this rig really sees at an hour, relative to the rest of its day.
  func shape(hour: Int, raw: Double, weight: Double) -> Double {
    guard raw > 1e-6 else { return 1 }
    return min(1.5, max(0.05, (hourGot[hour] + weight * raw) / (hourClear[hour] + weight * raw)))
  }

  private mutating func learnShape(index: Double, memory: Double) {
    for hour in 0..<24 where runningClear[hour] > 0 {
      hourGot[hour] = hourGot[hour] * memory + runningGot[hour]
      hourClear[hour] = hourClear[hour] * memory + runningClear[hour] * index
    }
  }

  /// Index of the running half day so far; `nil` before there was light.
  var index: Double? { clear > 1e-6 ? min(1.3, max(0, got / clear)) : nil }

  /// Where each class lies by what was seen.
  var centres: [Double] {
    (0..<ForecastClasses.count).map { (ForecastClasses.centres[$0] * 3 + sums[$0]) / (3 + seen[$0]) }
  }

  /// How often each class comes.
  func climate(weight: Double, prior: [Double]) -> [Double] {
    let total = seen.reduce(0, +) + weight
    return (0..<ForecastClasses.count).map { (prior[$0] * weight + seen[$0]) / total }
  }

  /// Ends the half day whose light is `expected` in all: learns its class and the move that led to it.
  mutating func close(isMorning: Bool, prior: [Double], isKnown: Bool, settings: ForecastSettings) {
    let memory = settings.memory
    defer {
      clear = 0
      got = 0
      runningGot = [Double](repeating: 0, count: 24)
      runningClear = runningGot
    }
    guard isKnown, let index else {
      before = prior
      return
    }
    learnShape(index: index, memory: memory)
    let now = posterior(prior, index: index, share: 1, settings: settings)
    for from in 0..<ForecastClasses.count {
      for to in 0..<ForecastClasses.count {
        let slot = from * ForecastClasses.count + to
        let weight = before[from] * now[to]
        if isMorning {
          overnight[slot] = overnight[slot] * memory + weight
        } else {
          overNoon[slot] = overNoon[slot] * memory + weight
        }
      }
    }
    let observed = ForecastClasses.of(index)
    for slot in 0..<ForecastClasses.count {
      seen[slot] *= memory
      sums[slot] *= memory
    }
    seen[observed] += 1
    sums[observed] += index
    before = now
  }

  /// Probabilities after a share of the half day's light has shown an index.
  func posterior(_ prior: [Double], index: Double, share: Double, settings: ForecastSettings) -> [Double] {
    var weights = zip(prior, fit(index: index, share: share, settings: settings)).map { max(1e-9, $0) * $1 }
    let total = weights.reduce(0, +)
    guard total > 1e-12 else { return prior }
    for slot in weights.indices { weights[slot] /= total }
    return weights
  }

  /// How well each class fits an index that a share of the half day's light has shown.
  func fit(index: Double, share: Double, settings: ForecastSettings) -> [Double] {
    let spread = settings.sharpness + settings.doubt * (1 - min(1, share))
    return centres.map { centre in exp(-0.5 * (index - centre) * (index - centre) / (spread * spread)) }
  }

  /// The chance of moving from each class to each other, overnight or over noon: persistence and climate, corrected by
  /// what was seen.
  func moves(overnight isOvernight: Bool, climate: [Double], settings: ForecastSettings) -> [[Double]] {
    let places = centres
    let counts = isOvernight ? overnight : overNoon
    let hold = isOvernight ? settings.overnightPersistence : settings.noonPersistence
    return (0..<ForecastClasses.count).map { from in
      var near = (0..<ForecastClasses.count).map {
        climate[$0] * exp(-abs(places[$0] - places[from]) / settings.nearness)
      }
      let total = near.reduce(0, +)
      for to in near.indices { near[to] = hold * near[to] / total + (1 - hold) * climate[to] }
      let row = counts[from * ForecastClasses.count..<(from + 1) * ForecastClasses.count]
      let weight = settings.moveWeight + row.reduce(0, +)
      return (0..<ForecastClasses.count).map { (near[$0] * settings.moveWeight + row[row.startIndex + $0]) / weight }
    }
  }
}
