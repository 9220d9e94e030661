internal import Bus

/// How often a disturbed transaction is repeated, and after which pause.
struct BusRetry: Sendable, Hashable {
  /// The pauses cover the start of a board that has just reset: 2.3 s in all.
  private static let pauses: [Duration] = [5, 20, 80, 320, 640, 1280].map { .milliseconds($0) }

  private(set) var failures = 0

  /// Forgets earlier failures after a success.
  mutating func succeeded() { failures = 0 }

  /// The pause before the next try; nil when it is time to give up: at once when the bus was blocked, because the other
  /// boards waited too.
  mutating func pause(after error: BusError) -> Duration? {
    guard error.recovery == .retry else { return nil }
    return next()
  }

  /// The pause after a reply that makes no sense; nil when it is time to give up.
  mutating func next() -> Duration? {
    guard failures < Self.pauses.count else { return nil }
    defer { failures += 1 }
    return Self.pauses[failures]
  }
}
