public import Power
public import Units

/// Turns what people and calendar ask for into what the governor is told, the same for every face. Pure.
///
/// Precedence, highest first: safety (in the governor, which sees these wishes last) → manual orders → schedules →
/// plan. Among manual orders a pause is above all others; orders that make boards run are above the schedules, orders
/// that only restrict add to them.
public struct OwnerResolver: Sendable {
  /// What the world says at this moment.
  public struct Situation: Sendable {
    /// The monotonic clock.
    public var now: Uptime
    /// The calendar, where it is known.
    public var wall: UnixTime?
    /// What the schedules ask for.
    public var schedule: ScheduleVerdict
    /// A limit from elsewhere, such as the pool's.
    public var outside: OutsideLimit?
    /// All boards.
    public var boards: [String]

    /// A situation.
    public init(
      now: Uptime, wall: UnixTime? = nil, schedule: ScheduleVerdict = ScheduleVerdict(), outside: OutsideLimit? = nil,
      boards: [String]
    ) {
      self.now = now
      self.wall = wall
      self.schedule = schedule
      self.outside = outside
      self.boards = boards
    }
  }

  /// A limit that neither owner nor schedule sets.
  public struct OutsideLimit: Sendable, Hashable {
    /// At most so many boards.
    public var boards: Int
    /// Why, as a clause.
    public var cause: String

    /// A limit with its cause.
    public init(boards: Int, cause: String) {
      self.boards = boards
      self.cause = cause
    }
  }

  /// What came out.
  public struct Resolution: Sendable, Hashable {
    /// For the governor.
    public var wishes = OwnerWishes()
    /// The owner's limit of pool connections.
    public var connections: Int?
    /// Orders that do not act now, each with the reason as a clause.
    public var idle: [Int: String] = [:]
    /// The schedule does not count, because an order stands above it.
    public var isScheduleOverruled = false
  }

  /// Resolves what stands.
  public static func resolve(_ standing: [Override], _ situation: Situation) -> Resolution {
    var result = Resolution()
    let mode = standing.last { $0.order.subject == .mode }
    applyMode(mode, situation, &result)
    applyBoards(standing, mode, situation, &result)
    applySchedule(mode, situation, &result)
    applyLimits(standing, situation, &result)
    return result
  }

  private static func applyMode(_ mode: Override?, _ situation: Situation, _ result: inout Resolution) {
    guard let mode else { return }
    let end = mode.deadline ?? situation.now
    switch mode.order {
    case .pause:
      result.wishes.isPaused = true
      result.wishes.pauseEnds = mode.deadline
    case .boards(let count): result.wishes.force = .init(count: count, until: end)
    case .boost: result.wishes.force = .init(count: situation.boards.count, until: end)
    case .night:
      result.wishes.savesBattery = true
      result.wishes.savingCause = "\(mode.origin.who) keeps the battery for the host"
      result.wishes.savingEnds = mode.deadline
    case .auto: result.isScheduleOverruled = situation.schedule.applies
    case .board, .connections: break
    }
    // An order for no boards may stand without an end; then it is a limit and no force.
    if case .boards(0) = mode.order, mode.deadline == nil {
      result.wishes.force = nil
      result.wishes.limit = 0
      result.wishes.limitCause = "\(mode.origin.who) ordered \(mode.order.words)"
    }
    if mode.order.runsBoards { result.isScheduleOverruled = situation.schedule.applies }
  }

  private static func applyBoards(
    _ standing: [Override], _ mode: Override?, _ situation: Situation, _ result: inout Resolution
  ) {
    for item in standing {
      guard case .board(let name, let isOn) = item.order else { continue }
      guard situation.boards.contains(name) else {
        result.idle[item.id] = "there is no board \(name) any more"
        continue
      }
      guard isOn else {
        result.wishes.barred.insert(name)
        continue
      }
      guard !result.wishes.isPaused else {
        result.idle[item.id] = "mining is paused by \(mode?.name ?? "an order")"
        continue
      }
      result.wishes.pinned.insert(name)
      let end = item.deadline ?? situation.now
      result.wishes.pinsEnd = min(result.wishes.pinsEnd ?? end, end)
    }
  }

  private static func applySchedule(_ mode: Override?, _ situation: Situation, _ result: inout Resolution) {
    let schedule = situation.schedule
    guard schedule.applies, !result.isScheduleOverruled else { return }
    let change = schedule.changes.flatMap { time in situation.wall.map { situation.now + (time - $0) } }
    result.wishes.scheduleChange = change
    result.wishes.closedBySchedule = schedule.isClosed
    if schedule.savesBattery, !result.wishes.savesBattery {
      result.wishes.savesBattery = true
      result.wishes.savingCause =
        "the schedule keeps the battery for the host (\(schedule.names.joined(separator: ", ")))"
      result.wishes.savingEnds = change
    }
    if let limit = schedule.limit {
      let names = schedule.names.joined(separator: ", ")
      // Boards that the owner keeps on are above the schedule.
      let limit = max(limit, result.wishes.pinned.count)
      lower(to: limit, because: "the schedule says so (\(names))", until: change, &result.wishes)
    }
  }

  private static func applyLimits(_ standing: [Override], _ situation: Situation, _ result: inout Resolution) {
    if let item = standing.last(where: { $0.order.subject == .connections }),
      case .connections(let count) = item.order
    {
      result.connections = count
      let cause = "\(item.origin.who) allows \(count) connection\(count == 1 ? "" : "s")"
      lower(to: count, because: cause, until: item.deadline, &result.wishes)
    }
    if let outside = situation.outside {
      lower(to: outside.boards, because: outside.cause, until: nil, &result.wishes)
      for item in standing where item.order.runsBoards && outside.boards == 0 && result.idle[item.id] == nil {
        result.idle[item.id] = outside.cause
      }
    }
  }

  /// The smallest limit counts, with its own cause.
  private static func lower(to limit: Int, because cause: String, until end: Uptime?, _ wishes: inout OwnerWishes) {
    guard limit < wishes.limit ?? .max else { return }
    wishes.limit = limit
    wishes.limitCause = cause
    wishes.limitEnds = end
  }
}
