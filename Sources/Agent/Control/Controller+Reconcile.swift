internal import Mining
internal import Power
internal import Units

extension Controller {
  /// Rest of a deaf board without supply: long enough for its capacitors to empty.
  static let restOfADeafBoard = Duration.seconds(5)

  /// Brings switches and work to what is wanted. A call waits until the one before it is done.
  func reconcile(wanted: Set<String>) async {
    let before = reconciliation
    let task = Task {
      await before?.value
      await bring(to: wanted)
    }
    reconciliation = task
    await task.value
  }

  private func bring(to asked: Set<String>) async {
    // What was decided before the end began may switch nothing on any more.
    let wanted = isStopping ? [] : asked
    let now = surroundings.timebase.now
    endRests(at: now)
    endHolds(at: now)
    let fed = wanted.filter { records[$0].map { $0.restingUntil == nil && !$0.isHeldForBus } ?? false }
    for step in supplyMap.steps(wanted: fed, on: suppliesOn) {
      switch step {
      case .off(let supply): await turn(supply, on: false)
      case .on(let supply): if !isStopping { await turn(supply, on: true) }
      }
    }
    for name in records.keys.sorted() { setWanted(name, wanted.contains(name), at: now) }
  }

  private func endRests(at now: Uptime) {
    for (name, record) in records where record.restingUntil.map({ $0 <= now }) ?? false {
      records[name]?.restingUntil = nil
    }
  }

  /// Off: boards are told before, so that none is addressed without supply. On: boards are told after.
  private func turn(_ supply: SupplyMap.Supply, on: Bool) async {
    if !on { for board in supply.boards { powered(board, false) } }
    let key = "switch.\(supply.name)"
    do throws(SwitchError) {
      try await switches[supply.name]?.turn(on: on)
      loadSteps += 1
      if on { suppliesOn.insert(supply.name) } else { suppliesOn.remove(supply.name) }
      condition(key, nil)
      for board in supply.boards {
        recorder?.noteSwitching(board, isOn: on, at: surroundings.timebase.now)
        records[board]?.hasBrokenSupply = false
        if on { powered(board, true) }
      }
      log.debug("switched", ["switch": "\(supply.name)", "on": "\(on)"])
    } catch {
      condition(key, "\(error)")
      for board in supply.boards { records[board]?.hasBrokenSupply = true }
    }
  }

  /// Notes that a board gained or lost its supply, and tells those who talk to it.
  func powered(_ name: String, _ isOn: Bool) {
    guard let record = records[name] else { return }
    let now = surroundings.timebase.now
    records[name]?.poweredSince = isOn ? record.poweredSince ?? now : nil
    records[name]?.fedBefore = isOn ? nil : record.poweredSince
    records[name]?.offSince = isOn ? nil : now
    if isOn { records[name]?.isPausedForBus = false }
    if !isOn { perform(crew.lostSupply(BoardID(name))) }
    boardControllers[record.section.bus]?.setPowered(BoardID(name), isOn)
  }

  private func setWanted(_ name: String, _ isWanted: Bool, at now: Uptime) {
    guard let record = records[name], record.isWanted != isWanted else { return }
    records[name]?.isWanted = isWanted
    if !isWanted { records[name]?.isPausedForBus = false }
    if record.section.supply == nil {
      // Always fed: its running time is that of its work.
      records[name]?.poweredSince = now
      records[name]?.offSince = isWanted ? nil : now
    }
    perform(crew.setActive(isWanted && record.heldUntil == nil, BoardID(name)))
  }
}
