import Units

/// Owner, schedule and plan, in that order.
extension Governor {
  /// What is wanted before protection has its say.
  func wanted(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> Aim {
    let wishes = snapshot.wishes
    guard !wishes.isPaused else {
      let end = wishes.pauseEnds == nil ? "the owner ends the pause" : "the pause ends"
      return Aim(count: 0, reason: .paused, change: NextChange(at: wishes.pauseEnds, when: end))
    }
    return limited(pinned(unpinned(snapshot, &state), snapshot), wishes)
  }

  /// Order, schedule, saving, plan: the first that has something to say.
  private func unpinned(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> Aim {
    let wishes = snapshot.wishes
    if let force = wishes.force, force.until > snapshot.time {
      return Aim(
        count: force.count, least: force.count, exactly: force.boards,
        reason: .forced(count: force.count, remaining: force.until - snapshot.time),
        change: NextChange(at: force.until, when: "the manual order ends"))
    }
    if wishes.closedBySchedule {
      return Aim(
        count: 0, reason: .schedule, change: NextChange(at: wishes.scheduleChange, when: "the schedule opens"))
    }
    if wishes.savesBattery, !snapshot.battery.isFull {
      return Aim(
        count: 0, reason: .limited(to: 0, cause: wishes.savingCause),
        change: NextChange(at: wishes.savingEnds, when: "the battery is full or the saving ends"), keepsDwell: true)
    }
    return planned(snapshot, &state)
  }

  /// Boards that the owner keeps on count among those wanted, and raise the number where it is too small.
  private func pinned(_ aim: Aim, _ snapshot: GovernorSnapshot) -> Aim {
    let pinned = snapshot.boards.filter { $0.isAvailable && snapshot.wishes.pinned.contains($0.id) }
    guard !pinned.isEmpty else { return aim }
    var raised = aim
    raised.exactly = aim.exactly.map { $0.union(pinned.map(\.id)) }
    raised.least = max(aim.least, pinned.count)
    guard raised.least > aim.count else { return raised }
    raised.count = raised.least
    let end = snapshot.wishes.pinsEnd ?? snapshot.time
    raised.reason = .forced(count: raised.count, remaining: max(.zero, end - snapshot.time))
    raised.change = NextChange(at: end, when: "the manual order ends")
    return raised
  }

  /// The planner's advice, or the policy by state of charge where there is none.
  private func planned(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> Aim {
    guard let advice = snapshot.advice else { return policy(snapshot, &state) }
    return Aim(
      count: max(0, advice.boards), reason: .plan(advice.why),
      change: NextChange(at: advice.review, when: advice.changesWhen))
  }

  /// A cap from outside lowers any aim.
  private func limited(_ aim: Aim, _ wishes: OwnerWishes) -> Aim {
    guard let limit = wishes.limit, aim.count > limit else { return aim }
    var capped = aim
    capped.count = max(0, limit)
    capped.exactly = aim.exactly.map { Set($0.sorted().prefix(max(0, limit))) }
    capped.least = min(aim.least, max(0, limit))
    capped.reason = .limited(to: max(0, limit), cause: wishes.limitCause)
    capped.change = NextChange(at: wishes.limitEnds, when: "the limit is lifted")
    return capped
  }

  /// In proportion to the state of charge less its deviation; a change needs more than three quarters of a board, so
  /// that noise does not flap.
  private func policy(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> Aim {
    let all = snapshot.boards.filter(\.isAvailable).count
    let change = NextChange(when: "the battery's charge changes by about \(StateOfCharge(stepOfPolicy(all)))")
    guard all > 0 else {
      return Aim(count: 0, reason: .noBoards, change: NextChange(when: "a board becomes available"))
    }
    guard let (share, reason) = shareOfBoards(snapshot.battery, all) else {
      return Aim(
        count: 0, reason: .untrusted(.missing), change: NextChange(when: "the battery can be measured again"))
    }
    let exact = min(1, max(0, share)) * Double(all)
    let isAtEnd = exact <= 0 || exact >= Double(all)
    if isAtEnd || abs(exact - Double(state.policyCount)) > 0.75 { state.policyCount = Int(exact.rounded()) }
    return Aim(count: state.policyCount, reason: reason(state.policyCount), change: change)
  }

  private func stepOfPolicy(_ all: Int) -> Double {
    (settings.policyFull.value - settings.policyEmpty.value) / Double(max(1, all))
  }

  /// 0–1 of the boards by charge, or by rest voltage when the charge is not known; a full battery burns what would be
  /// lost.
  private func shareOfBoards(_ battery: BatteryView, _ all: Int) -> (Double, (Int) -> Reason)? {
    if let charge = battery.stateOfCharge {
      let span = settings.policyFull.value - settings.policyEmpty.value
      let share = battery.isFull ? 1 : (charge.value - battery.deviation - settings.policyEmpty.value) / span
      return (share, { .stateOfCharge(charge, deviation: battery.deviation, boards: $0, of: all) })
    }
    guard let voltage = battery.settledVoltage else { return nil }
    let limits = settings.voltages
    let share = (voltage - limits.hold) / Volts(max(0.01, (limits.full - limits.hold).value))
    return (share, { .voltageOnly(voltage, boards: $0, of: all) })
  }
}
