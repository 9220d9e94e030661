internal import Glibc

extension SocHypothesis {
  /// Three narrower hypotheses side by side along the state of charge that together have the same mean and covariance.
  func split() -> [SocHypothesis] {
    let n = Self.size
    // Three equal Gaussians of variance v at -d, 0, d have variance v + 2d²/3; half of the variance goes into d.
    let spread = socVariance
    let distance = (0.75 * spread).squareRoot()
    var direction = [Double](repeating: 0, count: n)
    for index in 0..<n { direction[index] = covariance[index] / spread }
    var narrower = covariance
    for row in 0..<n {
      for column in 0..<n { narrower[row * n + column] -= 0.5 * spread * direction[row] * direction[column] }
    }
    return [-1.0, 0, 1].map { side in
      let moved = zip(mean, direction).map { $0 + side * distance * $1 }
      return SocHypothesis(variant: variant, logWeight: logWeight - log(3), mean: moved, covariance: narrower)
    }
  }

  /// How many slices ``sliced()`` makes.
  static let sliceCount = 9

  /// Narrow slices side by side that reach 3.2 standard deviations of the state of charge to either side.
  func sliced() -> [SocHypothesis] {
    let n = Self.size
    let spread = socVariance
    let direction = (0..<n).map { covariance[$0] / spread }
    var narrower = covariance
    for row in 0..<n {
      for column in 0..<n { narrower[row * n + column] -= 0.64 * spread * direction[row] * direction[column] }
    }
    let step = 0.8 * spread.squareRoot()
    let weights = (-4...4).map { exp(-0.5 * Double($0 * $0)) }
    let total = weights.reduce(0, +)
    return zip(-4...4, weights).map { side, weight in
      let moved = zip(mean, direction).map { $0 + Double(side) * step * $1 }
      return SocHypothesis(
        variant: variant, logWeight: logWeight + log(weight / total), mean: moved, covariance: narrower)
    }
  }

  /// The one Gaussian that has the weight, mean and covariance of both.
  func merged(with other: SocHypothesis) -> SocHypothesis {
    let n = Self.size
    let top = max(logWeight, other.logWeight)
    let (a, b) = (exp(logWeight - top), exp(other.logWeight - top))
    let (mine, theirs) = (a / (a + b), b / (a + b))
    let average = zip(mean, other.mean).map { mine * $0 + theirs * $1 }
    let difference = zip(mean, other.mean).map { $0 - $1 }
    var joint = [Double](repeating: 0, count: n * n)
    for row in 0..<n {
      for column in 0..<n {
        let index = row * n + column
        joint[index] =
          mine * covariance[index] + theirs * other.covariance[index]
          + mine * theirs * difference[row] * difference[column]
      }
    }
    return SocHypothesis(variant: variant, logWeight: top + log(a + b), mean: average, covariance: joint)
  }
}
