public import Units

/// What people and the calendar ask for. All of it yields to the safety floor.
public struct OwnerWishes: Sendable, Hashable {
  /// A manual order: so many boards run, whatever the plan says, until the expiry.
  public struct Force: Sendable, Hashable {
    /// Exactly these; nil leaves the choice to their priorities.
    public var boards: Set<String>?
    /// How many.
    public var count: Int
    /// When the order ends; every order ends.
    public var until: Uptime

    /// An order that names its boards, with its end.
    public init(boards: Set<String>, until: Uptime) {
      self.boards = boards
      count = boards.count
      self.until = until
    }

    /// An order for a number of boards, with its end.
    public init(count: Int, until: Uptime) {
      self.count = count
      self.until = until
    }
  }

  /// The owner's pause: everything off until the owner ends it.
  public var isPaused: Bool
  /// When the pause ends by itself; nil when only the owner ends it.
  public var pauseEnds: Uptime?
  /// A manual order, if one stands.
  public var force: Force?
  /// These run whatever plan and schedule say, before all others.
  public var pinned: Set<String>
  /// When the first of these orders ends.
  public var pinsEnd: Uptime?
  /// These do not run.
  public var barred: Set<String>
  /// The battery is kept for the host: boards take only what a full battery cannot.
  public var savesBattery: Bool
  /// Who asked to save, in words for the reason.
  public var savingCause: String
  /// When the saving ends, if that is known.
  public var savingEnds: Uptime?
  /// The schedule closes mining now; ends at the time given, if that is known.
  public var closedBySchedule: Bool
  /// When the schedule next opens or closes.
  public var scheduleChange: Uptime?
  /// At most so many boards (pool cap, fuse, the owner); `nil` for no limit.
  public var limit: Int?
  /// Who set the limit, in words for the reason.
  public var limitCause: String
  /// When the limit ends, if that is known.
  public var limitEnds: Uptime?

  /// Wishes; by default none.
  public init(
    isPaused: Bool = false, pauseEnds: Uptime? = nil, force: Force? = nil, pinned: Set<String> = [],
    pinsEnd: Uptime? = nil, barred: Set<String> = [], savesBattery: Bool = false,
    savingCause: String = "the battery is kept for the host",
    savingEnds: Uptime? = nil, closedBySchedule: Bool = false, scheduleChange: Uptime? = nil, limit: Int? = nil,
    limitCause: String = "the owner's limit", limitEnds: Uptime? = nil
  ) {
    self.isPaused = isPaused
    self.pauseEnds = pauseEnds
    self.force = force
    self.pinned = pinned
    self.pinsEnd = pinsEnd
    self.barred = barred
    self.savesBattery = savesBattery
    self.savingCause = savingCause
    self.savingEnds = savingEnds
    self.closedBySchedule = closedBySchedule
    self.scheduleChange = scheduleChange
    self.limit = limit
    self.limitCause = limitCause
    self.limitEnds = limitEnds
  }
}
