internal import Bus
internal import Units

/// When which board of a bus is due. A value; boards are numbered by their place.
///
/// Polls of all boards are moved to common ticks, so one wake-up serves them all. The board that has waited longest goes
/// first; work to be done at once counts from the moment it was planned.
struct BusTimetable: Sendable {
  /// What is planned for a board.
  enum Entry: Sendable, Hashable {
    case nothing
    case transfer([I2CMessage], since: Uptime)
    case wake(at: Uptime)
    /// A moment that is kept whatever else is planned.
    case alarm(at: Uptime)

    var time: Uptime? {
      switch self {
      case .nothing: nil
      case .transfer(_, let since): since
      case .wake(let time), .alarm(let time): time
      }
    }
  }

  /// The common multiple of all polls.
  let tick: Duration
  private(set) var entries: [Entry] = []
  private var alarms: [Entry] = []

  init(tick: Duration) { self.tick = max(tick, .microseconds(1)) }

  /// Makes room for one more board.
  mutating func addBoard() -> Int {
    entries.append(.nothing)
    alarms.append(.nothing)
    return entries.count - 1
  }

  mutating func plan(_ step: SessionStep, for board: Int, at now: Uptime) {
    entries[board] =
      switch step {
      case .idle: .nothing
      case .transfer(let messages): .transfer(messages, since: now)
      case .wait(let time): .wake(at: time)
      case .poll(let time): .wake(at: nextTick(notBefore: max(time, now)))
      }
  }

  /// Sets a board's alarm, in place of an earlier one.
  mutating func setAlarm(_ time: Uptime, for board: Int) { alarms[board] = .alarm(at: time) }

  /// When the first board is due.
  var next: Uptime? { min(Self.first(alarms)?.time, Self.first(entries)?.time) }

  /// The board to serve now, most overdue first; its entry is taken out.
  mutating func take(at now: Uptime) -> (board: Int, entry: Entry)? {
    let alarm = Self.first(alarms), entry = Self.first(entries)
    guard let time = min(alarm?.time, entry?.time), time <= now else { return nil }
    if let alarm, alarm.time == time {
      defer { alarms[alarm.board] = .nothing }
      return (alarm.board, alarms[alarm.board])
    }
    guard let entry else { return nil }
    defer { entries[entry.board] = .nothing }
    return (entry.board, entries[entry.board])
  }

  private static func first(_ entries: [Entry]) -> (board: Int, time: Uptime)? {
    var first: (board: Int, time: Uptime)?
    for (board, entry) in entries.enumerated() {
      guard let time = entry.time else { continue }
      if first == nil || time < first!.time { first = (board, time) }
    }
    return first
  }

  private func min(_ left: Uptime?, _ right: Uptime?) -> Uptime? {
    guard let left, let right else { return left ?? right }
    return Swift.min(left, right)
  }

  /// The first tick after a moment; ticks are multiples of ``tick`` since the clock's origin, the same for all buses.
  private func nextTick(notBefore time: Uptime) -> Uptime {
    let length = max(1, Int64(tick / .nanoseconds(1)))
    return Uptime(nanoseconds: (time.nanoseconds / length + 1) * length)
  }
}
