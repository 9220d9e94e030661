internal import Units

extension PoolSession {
  /// Does what a refused share asks for; never asks faster than before.
  mutating func obey(_ refusal: PoolRefusal, _ now: Uptime) {
    refusalsInARow += 1
    switch refusal.handling {
    case .pause: pause(refusal, now)
    case .resynchronise: if refusalsInARow >= 3 { finish(.outOfStep) }
    case .harderTier: change(to: settings.tier.harder, refusal, now)
    case .easierTier: change(to: settings.tier.easier, refusal, now)
    case .fewerWorkers: rest(for: .seconds(30), now)
    case .stop: finish(.refused(refusal))
    }
  }

  private mutating func pause(_ refusal: PoolRefusal, _ now: Uptime) {
    if refusal == .tooManyShares, refusalsInARow >= 3 { return finish(.lockedOut) }
    if refusalsInARow >= 6 { return finish(.refusedRepeatedly(refusal)) }
    rest(for: min(settings.times.refusalPause * (1 << (refusalsInARow - 1)), .seconds(60)), now)
  }

  /// The pool has moved the connection to another tier already; later JOBs name it too. A rate that no tier fits
  /// would be refused for ever, and four steps on one connection are a quarrel.
  private mutating func change(to tier: PoolTier?, _ refusal: PoolRefusal, _ now: Uptime) {
    tierSteps += 1
    guard tierSteps <= 4 else { return finish(.tierMismatch) }
    if let tier { settings.tier = tier } else { rest(for: settings.times.refusalPause, now) }
  }

  private mutating func rest(for length: Duration, _ now: Uptime) {
    pausedUntil = max(pausedUntil, now + length)
  }
}
