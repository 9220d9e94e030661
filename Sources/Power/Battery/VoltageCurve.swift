/// Rest voltage of one cell over state of charge, resampled to a fine even grid so that a look-up costs one
/// multiplication and no search.
///
/// Beyond 0 and 1 the curve goes on in a straight line: steeply below empty (a cell drained past its end collapses), by
/// ``overchargeSlope`` above full.
public struct VoltageCurve: Sendable, Hashable {
  /// Volts per cell at 0, 1/400 … 1.
  let grid: [Double]
  /// Volts per unit of state of charge past full.
  let overchargeSlope: Double

  static let steps = 400

  init(grid: [Double], overchargeSlope: Double) {
    self.grid = grid
    self.overchargeSlope = overchargeSlope
  }

  /// A curve through measured points.
  ///
  /// - Parameters:
  ///   - points: state of charge (0–1) and volts per cell; at least two, state of charge strictly rising, volts never
  ///     falling. The first and last point are held out to 0 and 1.
  ///   - overchargeSlope: volts per unit of state of charge above full.
  /// - Returns: nil when the points break those rules.
  public init?(points: [(soc: Double, volts: Double)], overchargeSlope: Double = 5) {
    guard points.count >= 2, overchargeSlope >= 0 else { return nil }
    for (left, right) in zip(points, points.dropFirst()) {
      guard left.soc < right.soc, left.volts <= right.volts else { return nil }
    }
    guard points.allSatisfy({ $0.soc.isFinite && $0.volts.isFinite && $0.volts > 0 }),
      points[0].soc >= -0.001, points[points.count - 1].soc <= 1.001
    else { return nil }
    var samples: [Double] = []
    samples.reserveCapacity(Self.steps + 1)
    var segment = 1
    for step in 0...Self.steps {
      let soc = Double(step) / Double(Self.steps)
      while segment < points.count - 1, points[segment].soc < soc { segment += 1 }
      let (left, right) = (points[segment - 1], points[segment])
      let fraction = min(1, max(0, (soc - left.soc) / (right.soc - left.soc)))
      samples.append(left.volts + fraction * (right.volts - left.volts))
    }
    grid = samples
    self.overchargeSlope = overchargeSlope
  }

  /// Volts per cell at a state of charge; straight lines outside 0–1.
  func volts(at soc: Double) -> Double {
    let position = soc * Double(Self.steps)
    if position <= 0 { return grid[0] + soc * 8 }
    if position >= Double(Self.steps) { return grid[Self.steps] + (soc - 1) * overchargeSlope }
    let index = Int(position)
    return grid[index] + (position - Double(index)) * (grid[index + 1] - grid[index])
  }

  /// The lowest state of charge (0–1) whose rest voltage reaches the given volts per cell.
  func soc(at volts: Double) -> Double {
    guard volts > grid[0] else { return 0 }
    guard volts < grid[Self.steps] else { return 1 }
    var (low, high) = (0, Self.steps)
    while high - low > 1 {
      let middle = (low + high) / 2
      if grid[middle] < volts { low = middle } else { high = middle }
    }
    let rise = grid[high] - grid[low]
    return (Double(low) + (rise > 0 ? (volts - grid[low]) / rise : 0)) / Double(Self.steps)
  }

  /// The curve seen through a normal distribution of state of charge: mean volts, the slope that carries the
  /// covariance, and the variance the straight line leaves over (third-order Gauss–Hermite).
  func linearised(at soc: Double, deviation: Double) -> (volts: Double, slope: Double, residual: Double) {
    Self.linearised(at: soc, deviation: deviation, volts(at:))
  }

  /// The same for any curve.
  static func linearised(
    at soc: Double, deviation: Double, _ volts: (Double) -> Double
  ) -> (volts: Double, slope: Double, residual: Double) {
    let reach = 1.7320508 * max(deviation, 1e-3)
    let (below, here, above) = (volts(soc - reach), volts(soc), volts(soc + reach))
    let mean = (below + 4 * here + above) / 6
    let slope = (above - below) / (2 * reach)
    let (a, b, c) = (below - mean, here - mean, above - mean)
    let spread = (a * a + 4 * b * b + c * c) / 6
    return (mean, slope, max(0, spread - slope * slope * deviation * deviation))
  }
}
