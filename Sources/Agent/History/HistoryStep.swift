internal import Units

/// What changed between two cycles, ready to be shared out to the rows it touches.
struct HistoryStep {
  private let before: HistorySample
  private let now: HistorySample

  init(from before: HistorySample, to now: HistorySample) {
    self.before = before
    self.now = now
  }

  /// A part of the step as a row. Boards are switched just after a reading, so what stood before held all the while.
  func interval(start: Int, level: HistoryLevel, seconds: Double, part: Double) -> HistoryInterval {
    var row = HistoryInterval(start: start, level: level, seconds: seconds)
    let (old, new) = (before.ledger, now.ledger)
    row.gaps = (new.gaps - old.gaps).inSeconds * part
    row.panel = (new.panel - old.panel) * part
    row.charged = (new.charged - old.charged) * part
    row.discharged = (new.discharged - old.discharged) * part
    row.host = (new.host - old.host) * part
    row.conversion = (new.conversion - old.conversion) * part
    row.boards = Self.sum(new.boards, less: old.boards) * part
    row.boardsMeasured = Self.sum(new.measuredBoards, less: old.measuredBoards) * part
    let time = Duration.seconds(seconds)
    row.sun = before.sun * time
    row.curtailed = before.curtailed * time
    row.forecast = before.forecast * time
    addLevels(to: &row, seconds)
    return row
  }

  private func addLevels(to row: inout HistoryInterval, _ seconds: Double) {
    row.charge = now.charge.map { HistoryBand($0, seconds: seconds) }
    row.deviation = now.charge == nil ? 0 : now.deviation
    row.voltage = now.voltage.map { HistoryBand($0.value, seconds: seconds) }
    row.temperature = now.temperature.map { HistoryBand($0.value, seconds: seconds) }
    row.panelPeak = max(.zero, now.panel ?? .zero)
    row.boardsOn = [before.boards.count: seconds]
    row.limits = [before.limit: seconds]
  }

  /// The boards' part of a row: only those that were on.
  func boards(start: Int, level: HistoryLevel, seconds: Double, part: Double) -> [BoardInterval] {
    before.boards.map { name, posture in
      var row = BoardInterval(board: name, start: start, level: level)
      switch posture {
      case .active: row.active = seconds
      case .idle: row.idle = seconds
      case .asleep: row.asleep = seconds
      }
      row.energy = Self.gain(name, now.ledger.boards, before.ledger.boards) * part
      row.measured = Self.gain(name, now.ledger.measuredBoards, before.ledger.measuredBoards) * part
      return row
    }
  }

  private static func gain(_ name: String, _ new: [String: WattHours], _ old: [String: WattHours]) -> WattHours {
    (new[name] ?? .zero) - (old[name] ?? .zero)
  }

  private static func sum(_ new: [String: WattHours], less old: [String: WattHours]) -> WattHours {
    new.values.reduce(.zero, +) - old.values.reduce(.zero, +)
  }
}

extension HistoryShares {
  /// What came since an earlier count; a count that fell began anew.
  func gained(since before: HistoryShares) -> HistoryShares {
    guard hashes >= before.hashes, accepted >= before.accepted else { return self }
    var gain = HistoryShares()
    gain.accepted = accepted - before.accepted
    gain.unpaid = unpaid - before.unpaid
    gain.blocks = blocks - before.blocks
    gain.refused = refused - before.refused
    gain.unanswered = unanswered - before.unanswered
    gain.wrong = wrong - before.wrong
    gain.hashes = hashes - before.hashes
    gain.reward = reward - before.reward
    return gain
  }
}
