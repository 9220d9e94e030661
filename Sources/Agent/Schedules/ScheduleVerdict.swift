public import Units

/// What the schedules ask for at a moment: the strictest of all rules that apply.
public struct ScheduleVerdict: Sendable, Hashable {
  /// Nothing may run.
  public var isClosed = false
  /// The battery is kept for the host.
  public var savesBattery = false
  /// At most so many boards.
  public var limit: Int?
  /// The names of the rules that apply, in the order of the file.
  public var names: [String] = []
  /// When the verdict changes; nil when it does not within the days looked ahead.
  public var changes: UnixTime?

  /// Nothing applies.
  public init() {}

  /// Some rule applies.
  public var applies: Bool { !names.isEmpty }

  /// What is asked for, as a clause: `mining is paused (quiet nights)`.
  public var words: String {
    guard applies else { return "no rule applies" }
    let what =
      isClosed
      ? "mining is paused"
      : [
        savesBattery ? "the battery is kept for the host" : nil,
        limit.map { "at most \($0) board\($0 == 1 ? "" : "s")" },
      ].compactMap(\.self).joined(separator: ", ")
    return "\(what) (\(names.joined(separator: ", ")))"
  }

  /// The same demands, whatever their names and times.
  func isSame(as other: ScheduleVerdict) -> Bool {
    isClosed == other.isClosed && savesBattery == other.savesBattery && limit == other.limit && names == other.names
  }
}
