public import Units

/// One run of the agent, from its start to its end, whatever kind of end that was.
public struct HistoryRun: Sendable, Hashable {
  /// Its number.
  public var id: Int64
  /// When it began.
  public var began: UnixTime
  /// ``began`` is a guess, because the clock was never trusted.
  public var isUnsynchronised: Bool
  /// Name and version of the program.
  public var program: String
  /// What it wrote last; after a power cut that is at most one flush interval before the end.
  public var last: UnixTime
  /// It stopped when it was told to; otherwise it still runs, or it was killed, crashed, or lost its power.
  public var endedInOrder: Bool
}
