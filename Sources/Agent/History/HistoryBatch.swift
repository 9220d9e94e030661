public import Units

/// What the recorder hands to the store at once: one transaction.
public struct HistoryBatch: Sendable {
  /// A trouble that began or ended.
  public enum TroubleChange: Sendable, Hashable {
    /// It began.
    case began(HistoryTrouble)
    /// The standing trouble of this key ended.
    case ended(key: String, at: UnixTime)
  }

  /// Rows of the rig, of any level; rows that exist are added to.
  public var intervals: [HistoryInterval] = []
  /// Rows of boards, ``HistoryLevel/minute`` or coarser; rows that exist are added to.
  public var boards: [BoardInterval] = []
  /// Decisions.
  public var decisions: [HistoryDecision] = []
  /// Events.
  public var events: [HistoryEvent] = []
  /// Troubles.
  public var troubles: [TroubleChange] = []
  /// Its dates count from the begin of the run, because the calendar was not trusted; the store knows where that lies.
  public var isProvisional = false
  /// The second up to which this batch tells everything.
  public var until = 0
  /// The clock became known or moved: everything unsynchronised of this boot gets its true date first.
  public var clock: ClockFix?

  /// What a moment of this boot really was.
  public struct ClockFix: Sendable, Hashable {
    /// The moment by the monotonic clock, s.
    public var uptime: Double
    /// The same moment by the calendar.
    public var wall: UnixTime

    /// A moment by both clocks.
    public init(uptime: Double, wall: UnixTime) {
      self.uptime = uptime
      self.wall = wall
    }
  }

  /// An empty batch.
  public init() {}

  /// Nothing to write.
  public var isEmpty: Bool {
    intervals.isEmpty && boards.isEmpty && decisions.isEmpty && events.isEmpty && troubles.isEmpty && clock == nil
  }
}
