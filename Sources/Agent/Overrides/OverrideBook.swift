public import Units

/// The orders that stand, and when each ends. A value: the clocks are handed in.
///
/// An order ends on the monotonic clock, so that a calendar that is set, even by years, neither ends nor lengthens
/// it. An order until a time of day also ends when the calendar says so, as long as the calendar moves by less than a
/// day: then somebody corrected it.
public struct OverrideBook: Sendable, Hashable {
  /// An order that ended, and why, as a clause.
  public struct Ending: Sendable, Hashable {
    /// What stood.
    public let order: Override
    /// "its time is over", "cleared by pi", …
    public let why: String
  }

  /// What a rig has, for judging a request.
  public struct Rig: Sendable, Hashable {
    /// The names of all boards.
    public var boards: [String]
    /// Boards by their address, for owners who think in addresses; one address on two buses is left out.
    public var addresses: [Int: String]
    /// The most connections that are configured.
    public var connections: Int
    /// The calendar time when this agent started, where it is known.
    public var started: UnixTime?

    /// A rig.
    public init(
      boards: [String], addresses: [Int: String] = [:], connections: Int, started: UnixTime? = nil
    ) {
      self.boards = boards
      self.addresses = addresses
      self.connections = connections
      self.started = started
    }

    /// An order that names its board by its name, where it was named by its address.
    func named(_ order: OverrideOrder) -> OverrideOrder {
      guard case .board(let text, let isOn) = order, !boards.contains(text) else { return order }
      let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
      return number.flatMap { addresses[$0] }.map { .board($0, isOn: isOn) } ?? order
    }
  }

  /// Two readings of the calendar against the monotonic clock that differ by more are a calendar set anew.
  static let correction = Duration.hours(24)
  /// More orders than anybody can mean.
  static let limit = 64

  /// Oldest first.
  public internal(set) var standing: [Override] = []
  var nextID = 1
  /// Calendar less monotonic clock in seconds, when both were last known.
  var offset: Double?
  /// After a restart without a calendar: when the orders were stored, and when they were read.
  var away: (stored: UnixTime, read: Uptime)?

  /// No orders.
  public init() {}

  /// The order on a subject, if one stands.
  public func order(on subject: OverrideOrder.Subject) -> Override? {
    standing.last { $0.order.subject == subject }
  }

  /// Takes a request, or says why not. Returns the order and those it replaces.
  ///
  /// Whether safety allows it is judged by the caller, who knows the battery.
  public mutating func take(
    _ request: OverrideRequest, of rig: Rig, at now: Uptime, wall: UnixTime?, zone: LocalZone
  ) throws(OverrideRefusal) -> (taken: Override, replaced: [Override]) {
    var request = request
    request.order = rig.named(request.order)
    try check(request, rig, wall)
    let end = try OverrideEnd(request, at: now, wall: wall, zone: zone)
    let order = Override(
      id: nextID, order: request.order, origin: request.origin, setAt: wall, deadline: end.deadline, until: end.until)
    let replaced = standing.filter { Self.replaces(request.order, $0.order) }
    guard standing.count - replaced.count < Self.limit else { throw .tooMany(Self.limit) }
    nextID += 1
    standing.removeAll { Self.replaces(request.order, $0.order) }
    standing.append(order)
    return (order, replaced)
  }

  /// The newer order on a subject counts; `auto` takes everything back.
  private static func replaces(_ new: OverrideOrder, _ old: OverrideOrder) -> Bool {
    new == .auto || new.subject == old.subject
  }

  private func check(_ request: OverrideRequest, _ rig: Rig, _ wall: UnixTime?) throws(OverrideRefusal) {
    switch request.order {
    case .boards(let count):
      guard (0...rig.boards.count).contains(count) else {
        throw .outOfRange(request.order, largest: rig.boards.count)
      }
    case .connections(let count):
      guard (0...rig.connections).contains(count) else { throw .outOfRange(request.order, largest: rig.connections) }
    case .board(let name, _):
      guard rig.boards.contains(name) else { throw .unknownBoard(name, known: rig.boards) }
    case .boost, .pause, .night, .auto: break
    }
    guard let sent = request.sent else { return }
    let isOld = rig.started.map { sent < $0 } ?? true
    guard !isOld, let wall, wall - sent <= OverrideRequest.freshness else { throw .old(sent: "\(sent)") }
  }

  /// Clears one order, or all of them.
  public mutating func clear(_ id: Int?, by origin: OverrideOrigin) throws(OverrideRefusal) -> [Ending] {
    let cleared = standing.filter { id == nil || $0.id == id }
    if let id, cleared.isEmpty { throw .unknownOverride("o\(id)", standing: standing.map(\.name)) }
    standing.removeAll { id == nil || $0.id == id }
    return cleared.map { Ending(order: $0, why: "cleared by \(origin.who)") }
  }

  /// Ends what the floor ends: orders that make boards run.
  public mutating func endRunning(because why: String) -> [Ending] {
    let ended = standing.filter(\.order.runsBoards)
    standing.removeAll(where: \.order.runsBoards)
    return ended.map { Ending(order: $0, why: why) }
  }

  /// Moves to a time: follows the calendar and ends what is over.
  public mutating func advance(to now: Uptime, wall: UnixTime?) -> [Ending] {
    follow(wall, now)
    let over = standing.filter { $0.deadline.map { $0 <= now } ?? false }
    standing.removeAll { $0.deadline.map { $0 <= now } ?? false }
    return over.map { Ending(order: $0, why: "its time is over") }
  }

  private mutating func follow(_ wall: UnixTime?, _ now: Uptime) {
    guard let wall else { return }
    if let away { catchUp(away.stored, away.read, wall, now) }
    away = nil
    let fresh = wall.seconds - now.seconds
    let step = offset.map { fresh - $0 } ?? 0
    offset = fresh
    if abs(step) > Self.correction.inSeconds { redate(by: step) }
    for index in standing.indices {
      guard let until = standing[index].until, let deadline = standing[index].deadline else { continue }
      standing[index].deadline = min(deadline, now + (until - wall))
    }
  }

  /// The calendar was set anew: what was written by the old one keeps its distance.
  private mutating func redate(by step: Double) {
    for index in standing.indices {
      standing[index].until?.seconds += step
      standing[index].setAt?.seconds += step
    }
  }

  /// The calendar tells how long the machine was away, which no order outlives.
  private mutating func catchUp(_ stored: UnixTime, _ read: Uptime, _ wall: UnixTime, _ now: Uptime) {
    let gap = (wall - stored) - (now - read)
    guard gap > .zero else { return }
    for index in standing.indices { standing[index].deadline = standing[index].deadline.map { $0 - gap } }
  }
}

extension OverrideBook {
  public static func == (left: OverrideBook, right: OverrideBook) -> Bool {
    left.standing == right.standing && left.nextID == right.nextID
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(standing)
    hasher.combine(nextID)
  }
}
