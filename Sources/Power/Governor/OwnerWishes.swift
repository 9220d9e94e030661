public import Units

/// What people and the calendar ask for. All of it yields to the safety floor.
public struct OwnerWishes: Sendable, Hashable {
  /// A manual order: these boards run, whatever the plan says, until the expiry.
  public struct Force: Sendable, Hashable {
    /// The boards to run.
    public var boards: Set<String>
    /// When the order ends; every order ends.
    public var until: Uptime

    /// An order with its end.
    public init(boards: Set<String>, until: Uptime) {
      self.boards = boards
      self.until = until
    }
  }

  /// The owner's pause: everything off until the owner ends it.
  public var isPaused: Bool
  /// A manual order, if one stands.
  public var force: Force?
  /// The schedule closes mining now; ends at the time given, if that is known.
  public var closedBySchedule: Bool
  /// When the schedule next opens or closes.
  public var scheduleChange: Uptime?
  /// At most so many boards (pool cap, fuse, the owner); `nil` for no limit.
  public var limit: Int?
  /// Who set the limit, in words for the reason.
  public var limitCause: String

  /// Wishes; by default none.
  public init(
    isPaused: Bool = false, force: Force? = nil, closedBySchedule: Bool = false, scheduleChange: Uptime? = nil,
    limit: Int? = nil, limitCause: String = "the owner's limit"
  ) {
    self.isPaused = isPaused
    self.force = force
    self.closedBySchedule = closedBySchedule
    self.scheduleChange = scheduleChange
    self.limit = limit
    self.limitCause = limitCause
  }
}
