public import Units

/// What happened to one board in an interval. An interval in which it was off and silent has no row.
public struct BoardInterval: Sendable, Hashable {
  /// The owner's name of it.
  public var board: String
  /// Seconds since 1970 at which it begins.
  public var start: Int
  /// ``HistoryLevel/minute`` or coarser.
  public var level: HistoryLevel
  /// At its supply, measured or modelled.
  public var energy = WattHours.zero
  /// The measured part of ``energy``; the rest is modelled.
  public var measured = WattHours.zero
  /// Searching, s.
  public var active = 0.0
  /// Powered and waiting, s.
  public var idle = 0.0
  /// Powered and asleep, s.
  public var asleep = 0.0
  /// Times it was switched on.
  public var starts = 0
  /// Resets while powered.
  public var brownOuts = 0
  /// Its shares.
  public var shares = HistoryShares()

  /// An empty interval.
  public init(board: String, start: Int, level: HistoryLevel) {
    self.board = board
    self.start = start
    self.level = level
  }

  /// Powered, s; the rest of the interval it was off.
  public var powered: Double { active + idle + asleep }
  /// Nothing to write down.
  public var isEmpty: Bool {
    powered == 0 && energy == .zero && starts == 0 && brownOuts == 0 && shares == HistoryShares()
  }

  /// Adds another interval's; board, start and level stay.
  public mutating func add(_ other: BoardInterval) {
    energy += other.energy
    measured += other.measured
    active += other.active
    idle += other.idle
    asleep += other.asleep
    starts += other.starts
    brownOuts += other.brownOuts
    shares.add(other.shares)
  }
}
