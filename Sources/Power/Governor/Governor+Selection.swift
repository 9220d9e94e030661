import Units

/// From a number to boards: priority, dwell and ramp.
extension Governor {
  /// Which boards run now: running ones stay where they can, one starts per ramp interval, surplus goes at once unless
  /// its shortest on-time is not over.
  func select(_ aim: Aim, _ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> Decision {
    let ranked = snapshot.boards.filter { $0.isAvailable && (aim.exactly?.contains($0.id) ?? true) }
      .sorted { Self.rank($0, snapshot.wishes) < Self.rank($1, snapshot.wishes) }
    let target = min(max(0, aim.count), ranked.count)
    let chosen = Set(ranked.prefix(target).map(\.id))
    let kept = snapshot.boards.filter { $0.isRunning && (chosen.contains($0.id) || mustStay($0, aim, snapshot.time)) }
    var boards = Set(kept.map(\.id))
    let start = ranked.first { chosen.contains($0.id) && !$0.isRunning && mayStart($0, snapshot.time) }
    let isRampDue = state.lastStart.map { snapshot.time - $0 >= settings.times.ramp } ?? true
    if let start, isRampDue, boards.count < target { boards.insert(start.id) }
    return Decision(
      boards: boards, target: target, stage: aim.stage,
      reason: ranked.isEmpty && aim.count > 0 ? .noBoards : aim.reason, nextChange: aim.change)
  }

  /// Those the owner keeps on come first; among equals running ones, so that nothing is switched for nothing.
  private static func rank(_ board: BoardView, _ wishes: OwnerWishes) -> (Int, Int, Int, String) {
    (wishes.pinned.contains(board.id) ? 0 : 1, board.priority, board.isRunning ? 0 : 1, board.id)
  }

  /// The shortest on-time keeps a board that only the plan no longer wants.
  private func mustStay(_ board: BoardView, _ aim: Aim, _ now: Uptime) -> Bool {
    guard !aim.overridesDwell, board.isAvailable, let since = board.runningSince else { return false }
    if aim.keepsDwell { return now - since < settings.times.shortestOn }
    switch aim.reason {
    case .plan, .stateOfCharge, .voltageOnly: return now - since < settings.times.shortestOn
    default: return false
    }
  }

  private func mayStart(_ board: BoardView, _ now: Uptime) -> Bool {
    guard let since = board.offSince else { return true }
    return now - since >= settings.times.shortestOff
  }
}
