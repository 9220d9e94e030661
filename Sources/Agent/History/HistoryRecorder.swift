public import Units

/// Turns cycles into rows. Pure: samples in, batches out; no clock, no card.
///
/// Lengths come from the monotonic clock alone. Dates are the monotonic clock plus an offset: the calendar's once it is
/// trusted, before that the time since the run began, which ``HistoryStore`` puts behind the end of the history and
/// corrects when ``HistoryBatch/clock`` tells the truth.
public struct HistoryRecorder: Sendable {
  /// A longer step was not lived through: the machine slept or hung.
  static let longestStep = 3600.0

  private let level: HistoryLevel
  private let boardLevel: HistoryLevel
  private let jump: Double
  private var offset: Double
  private var isSynchronised: Bool
  private var last: HistorySample?
  private var counts: [String: (shares: HistoryShares, brownOuts: Int)] = [:]
  private var lastDecision: HistoryDecision?
  private var rows = HistoryRows()
  private var sealed: [HistoryBatch] = []
  private var clock: HistoryBatch.ClockFix?

  /// A recorder of a run that begins now.
  ///
  /// - Parameters:
  ///   - wall: the calendar now, when it is trusted.
  ///   - level: of the rows it makes of the rig.
  ///   - boardLevel: of the rows it makes of each board; a minute or coarser.
  ///   - jump: the calendar was set when its distance from the monotonic clock is off by more than this many seconds;
  ///     less is drift and the time between reading the two clocks.
  public init(
    started: Uptime, wall: UnixTime?, level: HistoryLevel = .fine, boardLevel: HistoryLevel = .minute, jump: Double = 2
  ) {
    self.level = level
    self.boardLevel = max(level, boardLevel)
    self.jump = jump
    offset = (wall?.seconds ?? 0) - started.seconds
    isSynchronised = wall != nil
    rows.isProvisional = wall == nil
  }

  /// The date of a moment, true or provisional.
  public func date(of time: Uptime) -> UnixTime { UnixTime(seconds: time.seconds + offset) }

  /// Takes a cycle.
  public mutating func take(_ sample: HistorySample) {
    follow(sample.wall, at: sample.time)
    noteDecision(of: sample)
    defer { last = sample }
    guard let last else { return }
    let step = (sample.time - last.time).inSeconds
    guard step > 0, step <= Self.longestStep else { return }
    let end = date(of: sample.time).seconds
    var begin = end - step
    let change = HistoryStep(from: last, to: sample)
    while begin < end - 1e-9 {
      let start = level.start(of: Int(begin.rounded(.down)))
      let stop = min(end, Double(start + level.seconds))
      enter(change, start: start, seconds: stop - begin, part: (stop - begin) / step)
      begin = stop
    }
  }

  private mutating func enter(_ change: HistoryStep, start: Int, seconds: Double, part: Double) {
    rows.add(change.interval(start: start, level: level, seconds: seconds, part: part))
    for row in change.boards(start: boardLevel.start(of: start), level: boardLevel, seconds: seconds, part: part) {
      rows.add(row)
    }
  }

  /// Takes a board's shares and resets since the process began; what is new since the last call goes to the present row.
  public mutating func count(_ board: String, shares: HistoryShares, brownOuts: Int, at time: Uptime) {
    let before = counts.updateValue((shares, brownOuts), forKey: board) ?? (HistoryShares(), 0)
    let gained = shares.gained(since: before.shares)
    let resets = max(0, brownOuts - before.brownOuts)
    guard gained != HistoryShares() || resets > 0 else { return }
    // The counts belong to the time before this moment, and at a row's edge to the row that just ended.
    let second = Int((date(of: time).seconds - 1e-6).rounded(.down))
    var rig = HistoryInterval(start: level.start(of: second), level: level)
    rig.shares = gained
    rig.brownOuts = resets
    rows.add(rig)
    var row = BoardInterval(board: board, start: boardLevel.start(of: second), level: boardLevel)
    row.shares = gained
    row.brownOuts = resets
    rows.add(row)
  }

  /// Notes that a board's supply was switched.
  public mutating func noteSwitching(_ board: String, isOn: Bool, at time: Uptime) {
    note(.switching, of: board, value: isOn ? 1 : 0, at: time)
    let second = Int(date(of: time).seconds.rounded(.down))
    var rig = HistoryInterval(start: level.start(of: second), level: level)
    rig.switchings = 1
    rows.add(rig)
    guard isOn else { return }
    var row = BoardInterval(board: board, start: boardLevel.start(of: second), level: boardLevel)
    row.starts = 1
    rows.add(row)
  }

  /// Notes an event.
  public mutating func note(
    _ kind: HistoryEvent.Kind, of subject: String = "", _ text: String = "", by who: String? = nil,
    value: Double? = nil, at time: Uptime
  ) {
    var event = HistoryEvent(at: date(of: time), kind, of: subject, text, by: who, value: value)
    event.isUnsynchronised = !isSynchronised
    rows.batch.events.append(event)
  }

  /// Notes that a trouble began or ended.
  public mutating func note(_ change: ConditionBook.Change, at time: Uptime) {
    switch change {
    case .began(let condition):
      var trouble = HistoryTrouble(key: condition.key, text: condition.text, began: date(of: time))
      trouble.isUnsynchronised = !isSynchronised
      rows.batch.troubles.append(.began(trouble))
    case .ended(let condition, _):
      rows.batch.troubles.append(.ended(key: condition.key, at: date(of: time)))
    }
  }

  /// Hands over everything so far, in the order in which it is to be written. Rows that are not full yet are handed
  /// over too; what follows is added to them.
  public mutating func harvest(at time: Uptime) -> [HistoryBatch] {
    defer { sealed = [] }
    seal(at: time)
    return sealed
  }

  private mutating func seal(at time: Uptime) {
    var batch = rows.take()
    batch.until = Int(date(of: time).seconds.rounded(.down))
    batch.clock = clock
    clock = nil
    if !batch.isEmpty { sealed.append(batch) }
  }

  /// Follows the calendar: trusted for the first time, stepped, or drifting with the network's time.
  private mutating func follow(_ wall: UnixTime?, at time: Uptime) {
    guard let wall else { return }
    let moved = wall.seconds - time.seconds - offset
    // Drift is followed slowly, so that no row gets shorter or longer by the jitter of two readings.
    defer { offset += abs(moved) > jump || clock != nil ? moved : moved * 0.01 }
    if !isSynchronised {
      seal(at: time)
      rows.isProvisional = false
      isSynchronised = true
      clock = HistoryBatch.ClockFix(uptime: time.seconds, wall: wall)
      rows.batch.events.append(
        HistoryEvent(at: wall, .clock, "The calendar is trusted now; what was written before it got its true date."))
    } else if abs(moved) > jump {
      let text = "The calendar was set by \(Decimal.short((moved * 10).rounded() / 10)) s."
      rows.batch.events.append(HistoryEvent(at: wall, .clock, text, value: moved))
    }
  }

  private mutating func noteDecision(of sample: HistorySample) {
    guard let parts = sample.decision else { return }
    let isSame =
      lastDecision.map { $0.stage == parts.stage && $0.target == parts.target && $0.limit == sample.limit } ?? false
    guard !isSame else { return }
    var decision = HistoryDecision(
      at: date(of: sample.time), stage: parts.stage, target: parts.target, powered: sample.boards.count,
      limit: sample.limit, reason: parts.reason, changes: parts.changes)
    decision.isUnsynchronised = !isSynchronised
    lastDecision = decision
    rows.batch.decisions.append(decision)
  }
}
