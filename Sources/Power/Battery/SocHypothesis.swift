internal import Glibc

/// One Gaussian of the estimator's mixture: a guess at the state of charge together with everything that has to be
/// learned along with it, and their joint covariance.
///
/// All voltages are per cell, all resistances are of the pack in ohm.
struct SocHypothesis: Sendable, Hashable {
  /// The places of the state vector.
  enum Slot {
    /// State of charge, 0–1 of the true capacity.
    static let soc = 0
    /// Nameplate capacity divided by true capacity.
    static let inverseCapacity = 1
    /// What the current sensor shows at zero current, in A.
    static let currentOffset = 2
    /// Fraction of charge current that is stored, away from full.
    static let chargeEfficiency = 3
    /// Constant error of the table and the voltmeter, V per cell.
    static let tableOffset = 4
    /// Half width of the hysteresis loop, V per cell: the part that turns round soon, then the part that turns late.
    static let hysteresis = 5
    /// Error of the table near this state of charge, in units of its own standard deviation; forgotten as charge moves.
    static let tableLocal = 7
    /// Error of the dynamic model, in units of its own standard deviation; forgotten with time.
    static let dynamic = 8
    /// Ohmic resistance, then one resistance for each diffusion time constant.
    static let resistance = 9
    /// Where the cell was in its hysteresis loop when first seen, −1 to 1; forgotten as charge moves.
    static let loopStart = resistance + Polarisation.branches
    /// How much of each of the table's modes this cell has.
    static let modes = loopStart + 1
    static let count = modes + CurveModes.count
  }

  static let size = Slot.count

  /// How far the likelihood of an observation is trusted: the model's errors last longer than it knows, so samples are
  /// not as independent as they look.
  static let trust = 0.5

  /// Which of the table's curves this hypothesis takes the cell to have.
  var variant = 0
  /// Logarithm of the weight in the mixture.
  var logWeight: Double
  var mean: [Double]
  /// Row-major, symmetric.
  var covariance: [Double]

  init(variant: Int, logWeight: Double, mean: [Double], deviations: [Double]) {
    self.variant = variant
    self.logWeight = logWeight
    self.mean = mean
    covariance = [Double](repeating: 0, count: Self.size * Self.size)
    for index in 0..<Self.size { covariance[index * (Self.size + 1)] = deviations[index] * deviations[index] }
  }

  init(variant: Int, logWeight: Double, mean: [Double], covariance: [Double]) {
    self.variant = variant
    self.logWeight = logWeight
    self.mean = mean
    self.covariance = covariance
  }

  var soc: Double { mean[Slot.soc] }
  var socVariance: Double { covariance[0] }

  func variance(_ slot: Int) -> Double { covariance[slot * (Self.size + 1)] }

  mutating func addVariance(_ amount: Double, to slot: Int) { covariance[slot * (Self.size + 1)] += amount }

  /// Applies a first row of the transition matrix: only the state of charge depends on others.
  mutating func propagateSoc(to soc: Double, row: (soc: Double, capacity: Double, offset: Double, efficiency: Double)) {
    mean[Slot.soc] = soc
    covariance.withUnsafeMutableBufferPointer { p in
      let n = Self.size
      let (b, c, d) = (Slot.inverseCapacity * n, Slot.currentOffset * n, Slot.chargeEfficiency * n)
      var corner = 0.0
      for column in 0..<n {
        let value =
          row.soc * p[column] + row.capacity * p[b + column] + row.offset * p[c + column]
          + row.efficiency * p[d + column]
        if column == 0 { corner = value } else { p[column] = value }
      }
      p[0] =
        row.soc * corner + row.capacity * p[Slot.inverseCapacity] + row.offset * p[Slot.currentOffset]
        + row.efficiency * p[Slot.chargeEfficiency]
      for column in 1..<n { p[column * n] = p[column] }
    }
  }

  /// Lets a unit-variance state forget: it keeps `factor` of itself and takes up fresh variance instead.
  mutating func decay(_ slot: Int, keeping factor: Double) {
    guard factor < 1 else { return }
    mean[slot] *= factor
    covariance.withUnsafeMutableBufferPointer { p in
      let n = Self.size
      for index in 0..<n {
        p[slot * n + index] *= factor
        p[index * n + slot] *= factor
      }
      p[slot * n + slot] += 1 - factor * factor
    }
  }

  /// The variance that a linear observation of this hypothesis has before noise, and the gain numerator.
  private func projected(_ row: [Double]) -> (variance: Double, gain: [Double]) {
    var gain = [Double](repeating: 0, count: Self.size)
    var total = 0.0
    covariance.withUnsafeBufferPointer { p in
      row.withUnsafeBufferPointer { h in
        gain.withUnsafeMutableBufferPointer { g in
          let n = Self.size
          for i in 0..<n {
            var sum = 0.0
            let base = i * n
            for j in 0..<n { sum += p[base + j] * h[j] }
            g[i] = sum
            total += sum * h[i]
          }
        }
      }
    }
    return (total, gain)
  }

  /// The squared innovation in units of its variance.
  func surprise(innovation: Double, row: [Double], noise: Double) -> Double {
    innovation * innovation / (projected(row).variance + noise)
  }

  /// Takes up one scalar observation; an outlier beyond `gate` standard deviations is weighed down to lie there.
  mutating func observe(innovation: Double, row: [Double], noise: Double, gate: Double = 3.5) {
    let (variance, gain) = projected(row)
    var total = variance + noise
    let surprise = innovation * innovation / total
    if surprise > gate * gate { total = innovation * innovation / (gate * gate) }
    logWeight -= 0.5 * Self.trust * (min(surprise, gate * gate) + log(total))
    let n = Self.size
    mean.withUnsafeMutableBufferPointer { m in
      covariance.withUnsafeMutableBufferPointer { p in
        gain.withUnsafeBufferPointer { g in
          for i in 0..<n {
            let factor = g[i] / total
            m[i] += factor * innovation
            let base = i * n
            for j in 0..<n { p[base + j] -= factor * g[j] }
          }
        }
      }
    }
  }
}
