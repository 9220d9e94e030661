public import Units

/// What a report is made from: rows of the history and facts of the configuration.
public struct ReportMaterial: Sendable {
  /// Of the whole rig; each moment stands in one row at most.
  public var intervals: [HistoryInterval]
  /// Board by board.
  public var boards: [BoardInterval]
  /// What happened.
  public var events: [HistoryEvent]
  /// What stood.
  public var troubles: [HistoryTrouble]
  /// The configured boards, in order.
  public var names: [String]
  /// Of the full battery, as configured.
  public var capacity: WattHours?
  /// Name and version of the program.
  public var program: String
  /// The rig's name.
  public var rig: String?

  /// Rows and facts.
  public init(
    intervals: [HistoryInterval] = [], boards: [BoardInterval] = [], events: [HistoryEvent] = [],
    troubles: [HistoryTrouble] = [], names: [String] = [], capacity: WattHours? = nil, program: String,
    rig: String? = nil
  ) {
    self.intervals = intervals
    self.boards = boards
    self.events = events
    self.troubles = troubles
    self.names = names
    self.capacity = capacity
    self.program = program
    self.rig = rig
  }
}
