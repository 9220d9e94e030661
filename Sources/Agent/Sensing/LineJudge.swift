internal import Power
internal import Units

/// Decides what a comparator's line says: low after two samples in a row, good again only after ``settling`` without one,
/// because a comparator near its threshold chatters.
struct LineJudge: Sendable {
  /// Without a low sample for so long the battery counts as good again.
  static let settling = Duration.seconds(10)

  let threshold: Volts
  let origin: String
  let stale: Duration
  private var last: (isLow: Bool, time: Uptime)?
  private var lowUntil: Uptime?
  private var trouble: ReadingQuality = .warmingUp
  private let started: Uptime

  init(threshold: Volts, origin: String, stale: Duration, at now: Uptime) {
    self.threshold = threshold
    self.origin = origin
    self.stale = stale
    started = now
  }

  mutating func note(isLow: Bool, at time: Uptime) {
    if isLow, last?.isLow ?? true { lowUntil = time + Self.settling }
    last = (isLow, time)
    trouble = .good
  }

  mutating func note(failure: String) { trouble = .failed(failure) }

  func reading(at now: Uptime) -> LowLine {
    guard let last else { return line(nil, started, trouble) }
    guard trouble == .good else { return line(nil, last.time, trouble) }
    guard now - last.time <= stale else { return line(nil, last.time, .stale) }
    return line(lowUntil.map { now < $0 } ?? false, last.time, .good)
  }

  private func line(_ isLow: Bool?, _ time: Uptime, _ quality: ReadingQuality) -> LowLine {
    LowLine(isLow: isLow, threshold: threshold, time: time, origin: origin, quality: quality)
  }
}
