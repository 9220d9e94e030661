internal import Units

/// The orders as they lie on disk. Lengths are what is left, because the monotonic clock begins anew with the machine.
struct OverrideMemory: Codable, Sendable, Hashable {
  /// One order.
  struct Entry: Codable, Sendable, Hashable {
    var id: Int
    var order: OverrideOrder
    var origin: OverrideOrigin
    var set: Double?
    /// Seconds left when it was stored; nil: until it is cleared.
    var left: Double?
    var until: Double?
  }

  var version = 1
  var next: Int
  var entries: [Entry]
  /// The clocks when it was stored: calendar where it was trusted, and monotonic with the boot it counts from.
  var wall: Double?
  var uptime: Double
  var boot: String?
}

extension OverrideBook {
  /// What to store.
  func memory(at now: Uptime, wall: UnixTime?, boot: String?) -> OverrideMemory {
    // Before the calendar is set: at least as late as it was, so that the next start can still ask for the time away.
    let latest = wall ?? away.map { $0.stored + (now - $0.read) }
    return OverrideMemory(
      next: nextID,
      entries: standing.map {
        .init(
          id: $0.id, order: $0.order, origin: $0.origin, set: $0.setAt?.seconds,
          left: $0.remaining(at: now)?.inSeconds, until: $0.until?.seconds)
      }, wall: latest?.seconds, uptime: now.seconds, boot: boot)
  }

  /// Goes on after a restart.
  ///
  /// Within one boot the monotonic clock tells exactly what is left. After a reboot the calendar tells how long the
  /// machine was away, at once or when it is set at last; until then what was left is left.
  init(_ memory: OverrideMemory, at now: Uptime, wall: UnixTime?, boot: String?) {
    nextID = max(memory.next, (memory.entries.map(\.id).max() ?? 0) + 1)
    let isSameBoot = boot != nil && boot == memory.boot && now.seconds >= memory.uptime
    let passed = isSameBoot ? now.seconds - memory.uptime : 0
    standing = memory.entries.map { entry in
      Override(
        id: entry.id, order: entry.order, origin: entry.origin, setAt: entry.set.map { UnixTime(seconds: $0) },
        deadline: entry.left.map { now + .seconds($0 - passed) }, until: entry.until.map { UnixTime(seconds: $0) })
    }
    if isSameBoot {
      offset = memory.wall.map { $0 - memory.uptime }
    } else {
      away = memory.wall.map { (UnixTime(seconds: $0), now) }
    }
  }
}
