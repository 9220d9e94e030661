/// Notices when the estimate leaps although it had been sure and no such charge moved: the battery was changed, or what
/// was learned is wrong.
struct ConsistencyWatch: Sendable {
  /// The estimate of a while ago, carried on by the charge that moved since.
  private var expected: (soc: Double, deviation: Double)?
  private var sinceSet = 0.0
  private var quietFor = 0.0
  /// Whether a leap was seen lately and the estimate has not become sure again.
  private(set) var isSuspicious = false

  /// How long an estimate is held against later ones, s.
  static let horizon = 1800.0
  /// After a leap the estimate must have been surer than 5 % for this long, s.
  static let quietTime = 3600.0

  mutating func advance(fraction: Double, seconds: Double) {
    expected?.soc += fraction
    sinceSet += seconds
    quietFor += seconds
  }

  mutating func check(soc: Double, deviation: Double) {
    if let expected {
      let leap = (soc - min(1, max(0, expected.soc))).magnitude
      if expected.deviation < 0.06, leap > 0.12 + 3 * expected.deviation {
        isSuspicious = true
        quietFor = 0
        self.expected = (soc, deviation)
      }
    }
    if deviation > 0.05 { quietFor = 0 }
    if isSuspicious, quietFor > Self.quietTime { isSuspicious = false }
    if expected == nil || sinceSet > Self.horizon {
      expected = (soc, deviation)
      sinceSet = 0
    }
  }
}
