internal import Glibc

/// The probability of everything the estimator does not know: a weighted sum of Gaussians over state of charge,
/// capacity, current offset, resistances, hysteresis and the table's errors.
///
/// One Gaussian cannot tell "20 % or 70 %" on the flat curve of a LiFePO4 cell; twenty can, and most of them die within
/// an hour of evidence, so a step costs little.
struct SocMixture: Sendable {
  private(set) var hypotheses: [SocHypothesis]
  let cell: CellModel

  static let initialCount = 20
  /// Hypotheses this much less likely than the best are dropped (natural logarithm).
  static let forgetting = -9.0
  static let limit = 60
  /// A hypothesis wider than this is split: the voltage curve is not straight over more.
  static let widest = 0.05

  /// Nothing known but the battery's description: every state of charge equally likely.
  init(cell: CellModel) {
    self.cell = cell
    hypotheses = Self.uniform(cell: cell, logWeight: 0)
  }

  init(cell: CellModel, hypotheses: [SocHypothesis]) {
    self.cell = cell
    self.hypotheses = hypotheses
  }

  static func uniform(cell: CellModel, logWeight: Double) -> [SocHypothesis] {
    let likelihoods = cell.table.likelihoods
    let all = Double(initialCount) * likelihoods.reduce(0, +)
    return likelihoods.indices.flatMap { variant in
      (0..<initialCount).map { index in
        cell.prior(
          variant: variant, soc: (Double(index) + 0.5) / Double(initialCount), deviation: 0.6 / Double(initialCount),
          logWeight: logWeight + log(likelihoods[variant] / all))
      }
    }
  }

  /// Mean and standard deviation of one slot over the whole mixture.
  func moments(_ slot: Int) -> (mean: Double, deviation: Double) {
    var (total, mean, square) = (0.0, 0.0, 0.0)
    for hypothesis in hypotheses {
      let weight = exp(hypothesis.logWeight)
      let value = slot == 0 ? min(1, max(0, hypothesis.soc)) : hypothesis.mean[slot]
      total += weight
      mean += weight * value
      square += weight * (value * value + hypothesis.variance(slot))
    }
    mean /= total
    return (mean, max(0, square / total - mean * mean).squareRoot())
  }

  mutating func predict(_ step: CellModel.Step) {
    for index in hypotheses.indices { cell.predict(&hypotheses[index], step) }
  }

  /// Takes up a terminal voltage.
  mutating func observe(_ observation: CellModel.Observation) {
    splitSurprised(observation)
    for index in hypotheses.indices { cell.observe(&hypotheses[index], observation) }
    normalise()
  }

  /// Takes up the current a lead-acid cell still accepts at absorption voltage: a tenth of its capacity an hour at about
  /// 90 %, a fiftieth at 98 % (makers call it full at 1 to 3 %). Worth one look an hour.
  mutating func observeAbsorption(current: Double, seconds: Double) {
    let rate = min(0.4, current / cell.nameplate)
    let deviation = 0.04 + 0.5 * rate
    let noise = deviation * deviation * max(1, 3600 / max(1, seconds))
    var row = [Double](repeating: 0, count: SocHypothesis.size)
    row[SocHypothesis.Slot.soc] = 1
    for index in hypotheses.indices {
      hypotheses[index].observe(innovation: 1 - rate - hypotheses[index].soc, row: row, noise: noise)
    }
    normalise()
  }

  /// Adds hypotheses that know nothing, as likely together as `share` (0–1): what is done when the battery may have
  /// been changed unseen.
  mutating func doubt(share: Double) {
    normalise()
    let faith = log(1 - share)
    for index in hypotheses.indices { hypotheses[index].logWeight += faith }
    hypotheses += Self.uniform(cell: cell, logWeight: log(share))
  }

  mutating func widen(_ slot: Int, by variance: Double) {
    for index in hypotheses.indices { hypotheses[index].addVariance(variance, to: slot) }
  }

  private mutating func normalise() {
    let top = hypotheses.map(\.logWeight).max() ?? 0
    let total = hypotheses.reduce(0) { $0 + exp($1.logWeight - top) }
    let shift = top + log(total)
    for index in hypotheses.indices { hypotheses[index].logWeight -= shift }
  }

  /// Drops the unlikely, splits the wide, merges the alike. Cheap enough for every minute, not for every sample.
  mutating func condense() {
    normalise()
    let top = hypotheses.map(\.logWeight).max() ?? 0
    hypotheses.removeAll { $0.logWeight < top + Self.forgetting }
    splitWide()
    mergeAlike()
    while hypotheses.count > Self.limit {
      let weakest = hypotheses.indices.min { hypotheses[$0].logWeight < hypotheses[$1].logWeight }!
      hypotheses.remove(at: weakest)
    }
    normalise()
  }

  /// Where the voltage is far from what a hypothesis expects, the straight line through its piece of the curve may not
  /// reach the knee that would explain it: it is cut into slices first.
  private mutating func splitSurprised(_ observation: CellModel.Observation) {
    for index in hypotheses.indices {
      let deviation = hypotheses[index].socVariance.squareRoot()
      guard deviation > 0.005, hypotheses.count + SocHypothesis.sliceCount <= 2 * Self.limit,
        hypotheses[index].logWeight > -7, cell.isBent(hypotheses[index], within: 2 * deviation),
        cell.surprise(hypotheses[index], observation) > 6
      else { continue }
      let slices = hypotheses[index].sliced()
      hypotheses[index] = slices[0]
      hypotheses += slices.dropFirst()
    }
  }

  private mutating func splitWide() {
    for index in hypotheses.indices {
      let deviation = hypotheses[index].socVariance.squareRoot()
      guard deviation > Self.widest, hypotheses.count + 2 <= Self.limit,
        cell.isBent(hypotheses[index], within: deviation)
      else { continue }
      let parts = hypotheses[index].split()
      hypotheses[index] = parts[0]
      hypotheses += parts.dropFirst()
    }
  }

  private mutating func mergeAlike() {
    hypotheses.sort { ($0.variant, $0.soc) < ($1.variant, $1.soc) }
    var index = 0
    while index + 1 < hypotheses.count {
      let (left, right) = (hypotheses[index], hypotheses[index + 1])
      let distance = right.soc - left.soc
      let narrow = min(left.socVariance, right.socVariance)
      let merged = left.merged(with: right)
      if left.variant == right.variant,
        distance * distance < 0.6 * narrow || merged.socVariance.squareRoot() < 0.012
      {
        hypotheses[index] = merged
        hypotheses.remove(at: index + 1)
      } else {
        index += 1
      }
    }
  }
}
