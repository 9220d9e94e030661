/// The sky sorted into classes by the clear-sky index: measured power over that of a clear sky.
enum ForecastClasses {
  /// How many.
  static let count = 6
  /// Upper bounds of all but the last.
  static let edges = [0.1, 0.22, 0.4, 0.62, 0.85]
  /// Where a class lies before anything was learned.
  static let centres = [0.06, 0.16, 0.31, 0.51, 0.74, 0.97]
  /// How often half days are of each class where the sun's height at noon is not known: a temperate climate, a little
  /// pessimistic.
  static let prior = [0.08, 0.12, 0.15, 0.19, 0.20, 0.26]

  /// The same by the height of the sun at noon, degrees: low winter suns come with dull skies.
  ///
  /// Source: shares of the half days in typical years of nine places between 57° N and 34° S, none of which is in
  /// Benchmarks/Control.
  private static let byHeight: [(height: Double, prior: [Double])] = [
    (10, [0.25, 0.32, 0.14, 0.14, 0.09, 0.06]),
    (18, [0.25, 0.26, 0.14, 0.12, 0.13, 0.10]),
    (23, [0.19, 0.25, 0.17, 0.16, 0.12, 0.11]),
    (28, [0.12, 0.19, 0.18, 0.16, 0.20, 0.15]),
    (33, [0.06, 0.12, 0.18, 0.15, 0.21, 0.28]),
    (38, [0.03, 0.09, 0.18, 0.18, 0.22, 0.30]),
    (45, [0.01, 0.06, 0.12, 0.19, 0.28, 0.34]),
    (55, [0.01, 0.03, 0.10, 0.19, 0.27, 0.40]),
    (70, [0.01, 0.02, 0.11, 0.17, 0.25, 0.44]),
  ]

  /// How often half days are of each class before anything was learned.
  static func prior(noonHeight: Double?) -> [Double] {
    guard let height = noonHeight, let first = byHeight.first, let last = byHeight.last else { return prior }
    guard height > first.height else { return first.prior }
    guard let above = byHeight.firstIndex(where: { $0.height >= height }) else { return last.prior }
    let (low, high) = (byHeight[above - 1], byHeight[above])
    let share = (height - low.height) / (high.height - low.height)
    return zip(low.prior, high.prior).map { $0 + ($1 - $0) * share }
  }

  /// The class of an index.
  static func of(_ index: Double) -> Int { edges.firstIndex { index < $0 } ?? count - 1 }
}
