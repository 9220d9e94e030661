internal import Mining
internal import Power
internal import Units

extension Controller {
  /// Rest of a deaf board without supply: long enough for its capacitors to empty.
  static let restOfADeafBoard = Duration.seconds(5)

  /// Brings switches and work to what is wanted.
  func reconcile(wanted: Set<String>) {
    let now = surroundings.timebase.now
    endRests(at: now)
    let fed = wanted.filter { records[$0]?.restingUntil == nil }
    for step in supplyMap.steps(wanted: fed, on: suppliesOn) {
      switch step {
      case .off(let supply): turn(supply, on: false)
      case .on(let supply): turn(supply, on: true)
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
  private func turn(_ supply: SupplyMap.Supply, on: Bool) {
    if !on { for board in supply.boards { powered(board, false) } }
    let failure = Result { () throws(SwitchError) in try switches[supply.name]?.turn(on: on) }
    let key = "switch.\(supply.name)"
    switch failure {
    case .success:
      loadSteps += 1
      if on { suppliesOn.insert(supply.name) } else { suppliesOn.remove(supply.name) }
      condition(key, nil)
      for board in supply.boards {
        records[board]?.hasBrokenSupply = false
        if on { powered(board, true) }
      }
      log.debug("switched", ["switch": "\(supply.name)", "on": "\(on)"])
    case .failure(let error):
      condition(key, "\(error)")
      for board in supply.boards { records[board]?.hasBrokenSupply = true }
    }
  }

  /// Notes that a board gained or lost its supply, and tells those who talk to it.
  func powered(_ name: String, _ isOn: Bool) {
    guard let record = records[name] else { return }
    let now = surroundings.timebase.now
    records[name]?.poweredSince = isOn ? record.poweredSince ?? now : nil
    records[name]?.offSince = isOn ? nil : now
    if !isOn { perform(crew.lostSupply(BoardID(name))) }
    boardControllers[record.section.bus]?.setPowered(BoardID(name), isOn)
  }

  private func setWanted(_ name: String, _ isWanted: Bool, at now: Uptime) {
    guard let record = records[name], record.isWanted != isWanted else { return }
    records[name]?.isWanted = isWanted
    if record.section.supply == nil {
      // Always fed: its running time is that of its work.
      records[name]?.poweredSince = now
      records[name]?.offSince = isWanted ? nil : now
    }
    perform(crew.setActive(isWanted, BoardID(name)))
  }
}
