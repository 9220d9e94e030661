/// The sky sorted into classes by the clear-sky index: measured power over that of a clear sky.
enum ForecastClasses {
  /// How many.
  static let count = 6
  /// Upper bounds of all but the last.
  static let edges = [0.1, 0.22, 0.4, 0.62, 0.85]
  /// Where a class lies before anything was learned.
  static let centres = [0.06, 0.16, 0.31, 0.51, 0.74, 0.97]
  /// How often each half day is of each class before anything was learned: a temperate climate, a little pessimistic.
  static let prior = [0.08, 0.12, 0.15, 0.19, 0.20, 0.26]

  /// The class of an index.
  static func of(_ index: Double) -> Int { edges.firstIndex { index < $0 } ?? count - 1 }
}
