/// The rhythm of the samples: a gap of more than two steps means that the host was off.
struct SamplePace: Sendable {
  /// Seconds between samples, once two have come.
  private(set) var step: Double?
  private var lastGap: Double?

  /// Takes up the seconds since the sample before (0 or less: the clock was set back, or it is the first one).
  mutating func wasOff(after passed: Double) -> Bool {
    guard passed > 0 else { return false }
    guard let step, passed > 2 * step + 0.5 else {
      step = passed
      lastGap = nil
      return false
    }
    // The same gap twice is a new rhythm and no outage.
    if let lastGap, abs(lastGap - passed) < 0.2 * passed {
      self.step = passed
      self.lastGap = nil
      return false
    }
    lastGap = passed
    return true
  }
}
