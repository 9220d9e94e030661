#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How far a weather forecast is to be believed: beside the rig's own forecast stand a sharp and a blunt reading of it,
/// each weighted by how well it foretold the half days that came.
struct ForecastWitness: Sendable {
  /// Own forecast, blunt and sharp reading.
  private(set) var weights: [Double]
  /// What was foretold of the running half day.
  private(set) var expected: Double?

  /// Spread of the readings around the forecast's index, and what each day ahead adds.
  private static let spreads = [0.28, 0.12]
  private static let spreadADay = 0.05
  private static let start = [0.5, 0.35, 0.15]

  init(weights: [Double]?) {
    let given = weights ?? []
    let isUsable = given.count == 3 && given.allSatisfy { $0.isFinite && $0 > 0 }
    self.weights = isUsable ? given : Self.start
  }

  /// Bends the chances of a half day some days ahead towards what was foretold of it.
  func bent(_ chances: [Double], towards index: Double?, days: Double, centres: [Double]) -> [Double] {
    guard let index else { return chances }
    var result = chances.map { $0 * weights[0] }
    for (reading, spread) in Self.spreads.enumerated() {
      let bent = Self.bent(chances, index, spread + days * Self.spreadADay, centres)
      for slot in result.indices { result[slot] += weights[reading + 1] * bent[slot] }
    }
    let total = result.reduce(0, +)
    return result.map { $0 / total }
  }

  /// A half day begins of which this is foretold.
  mutating func begin(_ index: Double?) { expected = index }

  /// The running half day turned out to be like this: who foretold it gains weight.
  ///
  /// - Parameters:
  ///   - own: the chances without the weather forecast.
  ///   - fit: how well each class fits what was seen.
  mutating func judge(own: [Double], fit: [Double], centres: [Double]) {
    guard let expected else { return }
    let readings = [own] + Self.spreads.map { Self.bent(own, expected, $0, centres) }
    var fresh = zip(weights, readings).map { weight, chances in
      exp(0.96 * log(weight)) * max(1e-4, zip(chances, fit).reduce(0) { $0 + $1.0 * $1.1 })
    }
    let total = fresh.reduce(0, +)
    guard total > 0, total.isFinite else { return }
    for slot in fresh.indices { fresh[slot] = max(0.01, fresh[slot] / total) }
    let sum = fresh.reduce(0, +)
    weights = fresh.map { $0 / sum }
  }

  private static func bent(_ chances: [Double], _ index: Double, _ spread: Double, _ centres: [Double]) -> [Double] {
    var weights = zip(chances, centres).map { chance, centre in
      chance * exp(-0.5 * (centre - index) * (centre - index) / (spread * spread))
    }
    let total = weights.reduce(0, +)
    guard total > 1e-9 else { return chances }
    for slot in weights.indices { weights[slot] /= total }
    return weights
  }
}
