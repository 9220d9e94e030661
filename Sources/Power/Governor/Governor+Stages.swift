import Units

/// Hold and shed: the stages between the plan and the floor.
extension Governor {
  /// Lowers an aim to what the stages allow. What a manual order keeps on is above hold and shed, not
  /// above the floor.
  func restrain(_ aim: Aim, _ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> Aim {
    runClocks(snapshot, &state)
    guard aim.count > aim.least else { return aim }
    var lowered = lowered(aim, snapshot, &state)
    lowered.count = max(lowered.count, aim.least)
    return lowered
  }

  private func lowered(_ aim: Aim, _ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> Aim {
    if let overdraw = overdraw(snapshot) { return shed(aim, overdraw, every: .zero, snapshot, &state) }
    if let reason = shedReason(snapshot, state) {
      return shed(aim, reason, every: settings.times.shedInterval, snapshot, &state)
    }
    guard let (reason, change) = holdReason(snapshot, state) else { return aim }
    var held = aim
    held.stage = .hold
    guard aim.count > snapshot.runningCount else { return held }
    held.count = snapshot.runningCount
    held.reason = reason
    held.change = change
    return held
  }

  /// Debounce clocks of hold and shed; they stand still while a start's sag settles.
  private func runClocks(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) {
    let isSettling = state.lastStart.map { snapshot.time - $0 < settings.times.sagSettle } ?? false
    guard !isSettling, let voltage = snapshot.battery.settledVoltage else { return }
    Self.run(&state.belowHoldSince, voltage < settings.voltages.hold, snapshot.time)
    Self.run(&state.belowShedSince, voltage < settings.voltages.shed, snapshot.time)
  }

  private func overdraw(_ snapshot: GovernorSnapshot) -> Reason? {
    guard let limit = settings.largestDischarge, let current = snapshot.battery.current, current < -limit else {
      return nil
    }
    return .overdraw(current, limit: limit)
  }

  private func shedReason(_ snapshot: GovernorSnapshot, _ state: GovernorState) -> Reason? {
    guard let since = state.belowShedSince, snapshot.time - since >= settings.times.shedDebounce,
      let voltage = snapshot.battery.settledVoltage
    else { return nil }
    return .shedding(voltage: voltage, limit: settings.voltages.shed)
  }

  /// One board off per interval, the least important first.
  private func shed(
    _ aim: Aim, _ reason: Reason, every interval: Duration, _ snapshot: GovernorSnapshot, _ state: inout GovernorState
  ) -> Aim {
    let running = snapshot.runningCount
    let isDue = state.lastShed.map { snapshot.time - $0 >= interval } ?? true
    if isDue && running > 0 { state.lastShed = snapshot.time }
    let count = min(aim.count, isDue ? max(0, running - 1) : running)
    let due = (state.lastShed ?? snapshot.time) + max(interval, .seconds(1))
    return Aim(
      count: count, stage: .shed, reason: reason,
      change: NextChange(at: due, when: "the next board is due or the battery recovers"),
      overridesDwell: true)
  }

  private func holdReason(_ snapshot: GovernorSnapshot, _ state: GovernorState) -> (Reason, NextChange)? {
    let battery = snapshot.battery
    let times = settings.times
    if battery.quality != .good || (battery.age ?? times.staleHold) >= times.staleHold {
      return (.holdingOnData(battery.quality, age: battery.age), NextChange(when: "fresh and agreeing data arrives"))
    }
    if let since = state.goodSince, snapshot.time - since < times.recovery {
      let remaining = times.recovery - (snapshot.time - since)
      return (
        .recovering(remaining: remaining),
        NextChange(at: snapshot.time + remaining, when: "the data has stayed good for long enough")
      )
    }
    guard let since = state.belowHoldSince, snapshot.time - since >= times.holdDebounce,
      let voltage = battery.settledVoltage
    else { return nil }
    return (
      .holding(voltage: voltage, limit: settings.voltages.hold),
      NextChange(when: "the battery rests above \(settings.voltages.hold)")
    )
  }
}
