internal import Units

/// Keeps a connection below a number of shares a minute. The pool allows 80 and may never forgive the 81st on the same
/// connection, so the limit here stays clear of it.
struct ShareLimiter: Sendable, Hashable {
  /// Shares allowed in any 60 s.
  let perMinute: Int
  private var recent: [Uptime] = []

  init(perMinute: Int) { self.perMinute = max(1, perMinute) }

  /// Notes a share that was sent.
  mutating func note(_ now: Uptime) {
    recent.removeAll { now - $0 >= .seconds(60) }
    recent.append(now)
  }

  /// When the next job may be asked for: nil means now.
  func blockedUntil(_ now: Uptime) -> Uptime? {
    let counted = recent.filter { now - $0 < .seconds(60) }
    guard counted.count >= perMinute else { return nil }
    return counted[counted.count - perMinute] + .seconds(60)
  }
}
