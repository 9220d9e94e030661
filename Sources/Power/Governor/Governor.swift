import Units

/// Decides which boards may run, as a pure function of a snapshot and a small carried state.
///
/// Precedence, highest first: safety floor → manual override → schedule → plan. Bad data leads to the safe state:
/// nothing runs.
///
///     snapshot ─→ safety? ──yes──→ off, shutdown
///                   │no
///                   └─→ aim (owner, schedule, plan) ─→ protection stages ─→ dwell, ramp ─→ Decision
public struct Governor: Sendable, Hashable {
  /// Thresholds and times.
  public var settings: GovernorSettings

  /// A governor with its settings.
  public init(settings: GovernorSettings = GovernorSettings()) {
    self.settings = settings
  }

  /// The decision for a snapshot, and the state to hand back next time.
  public func decide(_ snapshot: GovernorSnapshot, _ state: GovernorState) -> (Decision, GovernorState) {
    var next = state
    var snapshot = snapshot
    for index in snapshot.boards.indices where snapshot.wishes.barred.contains(snapshot.boards[index].id) {
      snapshot.boards[index].isAvailable = false
    }
    let decision: Decision
    if let stop = safetyStop(snapshot, &next) {
      decision = Decision(boards: [], target: 0, stage: stop.stage, reason: stop.reason, nextChange: stop.change)
    } else {
      let aim = restrain(wanted(snapshot, &next), snapshot, &next)
      decision = select(aim, snapshot, &next)
    }
    next.stage = decision.stage
    if decision.boards.contains(where: { id in !snapshot.boards.contains { $0.id == id && $0.isRunning } }) {
      next.lastStart = snapshot.time
    }
    return (decision, next)
  }

  /// Why a manual order to run cannot be obeyed now; `nil` when it can.
  public func refusal(_ snapshot: GovernorSnapshot, _ state: GovernorState) -> Reason? {
    var copy = state
    return safetyStop(snapshot, &copy)?.reason
  }
}
