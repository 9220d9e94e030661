internal import Bus
internal import Units

/// Boards that cannot be talked to: when to ask again.
extension BoardSupervisor {
  /// Deaf: the job is lost, the owner of the switch is asked for a power cycle, once.
  mutating func deaf(_ now: Uptime) -> SupervisorMove {
    var events = dropTask(.deaf)
    if !isMissed {
      counters.deafnesses += 1
      events.append(.deaf)
    }
    isMissed = true
    pauses += 1
    let retry = now + policy.longestPause
    mode = .deaf(retry: retry)
    return SupervisorMove(events: events, step: .wait(until: retry))
  }

  /// Not to be reached. The pause doubles each time and respects what the failure cost the other boards.
  mutating func lost(_ failure: BoardFailure, _ now: Uptime) -> SupervisorMove {
    if failure == .timedOut { counters.jobTimeouts += 1 }
    var events = dropTask(failure)
    if !isMissed { events.append(.unreachable(failure)) }
    isMissed = true
    let until = now + pause(after: failure)
    pauses += 1
    mode = .paused(failure, until: until)
    return SupervisorMove(events: events, step: .wait(until: until))
  }

  private mutating func pause(after failure: BoardFailure) -> Duration {
    let doubled = policy.firstPause * (1 << min(pauses, 16))
    let pause = min(policy.longestPause, doubled)
    guard case .bus(.timedOut) = failure else { return pause }
    defer { blockedFor = .zero }
    return max(pause, min(policy.longestPauseOfABlocker, blockedFor * policy.pausePerTimeout))
  }
}
