internal import Units

/// The rig consoles that pages have open: few, and none for long after its last key. A value; the clock is handed in.
struct WebConsoles {
  /// More at once than an owner has hands.
  static let most = 4
  /// A page that was closed says nothing; its console goes after this.
  static let idle = Duration.minutes(15)

  private struct Open {
    let session: ConsoleSession
    var used: Uptime
  }

  private var open: [String: Open] = [:]

  /// So many are open.
  var count: Int { open.count }

  /// The console of a name that ``add(_:at:)`` gave; nil when it has ended.
  mutating func console(_ name: String, at now: Uptime) -> ConsoleSession? {
    forget(at: now)
    guard var one = open[name] else { return nil }
    one.used = now
    open[name] = one
    return one.session
  }

  /// Keeps a console, instead of the one that was used longest ago if there are too many; returns its name, which
  /// nobody can guess.
  mutating func add(_ session: ConsoleSession, at now: Uptime) -> String {
    forget(at: now)
    if open.count >= Self.most, let oldest = open.min(by: { $0.value.used < $1.value.used }) { open[oldest.key] = nil }
    var dice = SystemRandomNumberGenerator()
    let name = (0..<2).map { _ in String(UInt64.random(in: .min ... .max, using: &dice), radix: 36) }.joined()
    open[name] = Open(session: session, used: now)
    return name
  }

  /// Ends one.
  mutating func remove(_ name: String) { open[name] = nil }

  /// Ends all.
  mutating func removeAll() { open = [:] }

  private mutating func forget(at now: Uptime) {
    open = open.filter { now - $0.value.used < Self.idle }
  }
}
