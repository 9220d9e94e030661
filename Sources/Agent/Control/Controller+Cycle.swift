internal import Mining
internal import Power
internal import Units

extension Controller {
  /// Sense, estimate, decide, act, tell.
  func turn() async {
    let now = surroundings.timebase.now
    await sense(at: now)
    await tendBuses(at: now)
    estimate(at: now)
    enterFlows(at: now)
    decide(at: now)
    await reconcile(wanted: decision?.boards ?? [])
    watchSwitches()
    beatWatchdog()
    await tendHost()
    remember(at: now)
    record(at: now)
    if !listeners.isEmpty || !watchers.isEmpty {
      let document = status()
      tellWatchers(document, at: now)
      for listener in listeners { listener(document) }
    }
  }

  private func sense(at now: Uptime) async {
    guard var bench else { return }
    let outcomes = await bench.sample(at: now)
    self.bench = bench
    for outcome in outcomes {
      let key = "sensor.\(outcome.sensor)"
      switch outcome.result {
      case .success(let measurements):
        panel.note(measurements, from: outcome.sensor, load: commandedLoad)
        condition(key, nil)
      case .failure(let error):
        panel.note(failure: "\(error)", from: outcome.sensor)
        condition(key, "\(error)")
      }
    }
    senses = panel.senses(at: now)
    if let reading = senses.batteryVoltage, reading.quality.isUsable, let volts = reading.value {
      lastVoltage = (volts, reading.time)
    }
    tellQuality()
  }

  /// Troubles with readings, each once.
  private func tellQuality() {
    func tell(_ key: String, _ what: String, _ quality: ReadingQuality?) {
      guard let quality, !quality.isUsable, quality != .warmingUp else { return condition(key, nil) }
      if case .failed = quality { return condition(key, nil) }
      condition(key, "The \(what) is not usable: \(quality).")
    }
    tell("reading.battery_voltage", "battery voltage", senses.batteryVoltage?.quality)
    tell("reading.battery_current", "battery current", senses.batteryCurrent?.quality)
    tell("reading.panel_power", "panel power", senses.panelPower?.quality)
    condition(
      "reading.disagreement",
      senses.disagreement.map {
        "Two sensors disagree on the battery voltage: \($0.lower) and \($0.higher); the lower one counts."
      })
  }

  private func estimate(at now: Uptime) {
    let sample = BatterySample(
      time: now, voltage: senses.batteryVoltage?.value, current: senses.batteryCurrent?.value,
      temperature: senses.batteryTemperature?.value)
    let state = estimator.update(sample)
    batteryState = state
    // Without a calendar there is no sun to plan by; then the state of charge alone decides.
    guard let wall = surroundings.calendar.now,
      let step = means.add(senses, at: now, wall: wall)
    else { return }
    watchWeather(at: now)
    energy.learn(step.sample, estimate: state, seconds: step.seconds, running: runningCount, wasOff: false)
    hasEnergyView = true
  }

  var runningCount: Int { records.values.count { $0.isWanted && $0.poweredSince != nil } }

  private func advice(at now: Uptime) -> PlanAdvice? {
    guard hasEnergyView, let wall = surroundings.calendar.now, let state = batteryState, state.soc != nil,
      state.mode != .unknown
    else { return nil }
    return energy.advice(at: wall, uptime: now, running: runningCount)
  }

  /// Boards by what they do at this moment (doc/firmware.md, "Sleep and current").
  private func enterFlows(at now: Uptime) {
    let rig = configuration.rig
    var boards: [String: Watts] = [:]
    postures = [:]
    for record in records.values where record.poweredSince != nil {
      let name = record.section.name
      let draw = BoardDraw(mining: record.section.draw, idle: record.section.idleDraw)
      let power = draw.power(boardStatus(of: record.section), sleeps: BoardPolicy().sleepsBetweenJobs)
      boards[name] = power
      postures[name] = power >= draw.mining ? .active : power <= draw.powerDown ? .asleep : .idle
    }
    let measured = measuredBoards(among: &boards)
    let consumers = boards.values.reduce(rig.hostPower, +)
    let charger = (senses.panelPower?.value ?? .zero) * (1 - rig.chargerEfficiency)
    let conversion = consumers * (1 / rig.regulatorEfficiency - 1) + rig.standby + charger
    let flows = EnergyFlows(
      panel: senses.panelPower?.value, battery: senses.batteryPower, boards: boards, measured: measured,
      host: rig.hostPower, conversion: conversion)
    self.flows = flows
    ledger.enter(flows, at: now)
  }

  /// Puts what sensors say in place of the model. Boards behind one shunt share it as the model would have them.
  ///
  /// - Returns: the boards whose power is measured.
  private func measuredBoards(among boards: inout [String: Watts]) -> Set<String> {
    var measured: Set<String> = []
    for supply in senses.boardPower {
      let running = supply.boards.filter { boards[$0] != nil }
      let modelled = running.compactMap { boards[$0] }.reduce(.zero, +)
      guard modelled > .zero else { continue }
      for name in running { boards[name] = (boards[name] ?? .zero) * (supply.power / modelled) }
      measured.formUnion(running)
    }
    return measured
  }

  private func decide(at now: Uptime) {
    let before = (governorState.latch, decision)
    var snapshot = snapshot(at: now)
    snapshot.wishes = ownerWishes(at: now)
    let (decision, state) = governor.decide(snapshot, governorState)
    governorState = state
    self.decision = decision
    witness?(snapshot, decision)
    if before.0 != state.latch { latchChanged() }
    // A card that was full may have room now.
    if before.0 != state.latch || conditions.stands("state.safety") { storeLatch() }
    endOrdersAtTheFloor(at: now)
    if before.1?.stage != decision.stage || before.1?.target != decision.target {
      noteEvent(.decision, "\(decision.stage.name) \(decision.target)", "\(decision.reason)")
      log.info(
        "decided",
        [
          "stage": "\(decision.stage.name)", "boards": "\(decision.target)", "why": "\(decision.reason)",
          "changes": "\(decision.nextChange)",
        ])
    }
  }

  private func latchChanged() {
    if governorState.latch != nil { log.warning("floor latch set") } else { log.info("floor latch cleared", [:]) }
    if governorState.latch == nil { hostRecovered() }
  }

  private func storeLatch() {
    let failure = safety.write(governorState.latch)
    condition("state.safety", failure.map { "The safety latch cannot be stored: \($0)." })
  }

  func snapshot(at now: Uptime) -> GovernorSnapshot {
    GovernorSnapshot(
      time: now, wall: surroundings.calendar.now, battery: batteryView(at: now), solarPower: solarPower,
      boards: configuration.boards.compactMap { section in records[section.name].map(boardView) },
      hostLoad: configuration.rig.hostPower, wishes: owner.resolution.wishes, advice: advice(at: now))
  }

  /// What the panel can give behind the charge controller.
  var solarPower: Watts? { senses.panelPower?.value.map { $0 * configuration.rig.chargerEfficiency } }

  private func boardView(_ record: BoardRecord) -> BoardView {
    // A board without a switch is always fed; what the governor starts and stops there is its work.
    let isRunning = record.section.supply == nil ? record.isWanted : record.poweredSince != nil && record.isWanted
    // A pause that frees the bus is no stop: the shortest off-time must not keep the board from coming back.
    let pausedSince = record.isWanted && record.isPausedForBus ? record.fedBefore : nil
    return BoardView(
      id: record.section.name, isAvailable: record.isAvailable,
      runningSince: isRunning ? record.poweredSince : pausedSince,
      offSince: pausedSince == nil ? record.offSince : nil, draw: record.section.draw, priority: record.section.priority
    )
  }

  private func batteryView(at now: Uptime) -> BatteryView {
    let state = batteryState
    let isKnown = state.map { $0.mode != .unknown } ?? false
    return BatteryView(
      voltage: senses.disagreement?.lower ?? senses.batteryVoltage?.value ?? recentVoltage(at: now),
      restVoltage: senses.batteryVoltage?.value == nil ? nil : state?.restVoltage,
      current: senses.batteryCurrent?.value, temperature: senses.batteryTemperature?.value,
      stateOfCharge: isKnown ? charge : nil, deviation: chargeDeviation, isFull: isFull || energy.isFull,
      age: lastVoltage.map { now - $0.time }, quality: dataQuality(at: now))
  }

  /// The state of charge that is decided by and shown: counted energy pulled towards the estimate once there is some.
  var charge: StateOfCharge? { hasEnergyView ? energy.charge : batteryState?.soc }

  /// Its standard deviation.
  var chargeDeviation: Double { hasEnergyView ? energy.deviation : batteryState?.standardDeviation ?? 0.5 }

  /// The last valid voltage while its sensor does not answer, as long as it may be used at all (scenario 3): a disturbed
  /// transaction or a bus that is being freed is no reason to cut everything. Its age keeps anything from starting after ``ProtectionTimes/staleHold``.
  private func recentVoltage(at now: Uptime) -> Volts? {
    switch senses.batteryVoltage?.quality {
    case .failed, .stale: break
    default: return nil
    }
    guard let lastVoltage, now - lastVoltage.time < configuration.protection.times.staleOff else { return nil }
    return lastVoltage.value
  }

  private func dataQuality(at now: Uptime) -> DataQuality {
    if let two = senses.disagreement { return .disagreement(lower: two.lower, higher: two.higher) }
    switch senses.batteryVoltage?.quality {
    case .good, .recovering: return .good
    case .stuck: return .stuck
    case .atRail, .implausible, .jump, .disagrees: return .implausible
    case .failed, .stale: return recentVoltage(at: now) == nil ? .missing : .good
    case .warmingUp, nil: return .missing
    }
  }

  /// At the charger's limit the battery takes hardly any current: what the panel could give beyond the load is lost.
  var isFull: Bool {
    guard let volts = senses.batteryVoltage?.value, let amps = senses.batteryCurrent?.value, amps >= .zero else {
      return false
    }
    let limit = configuration.battery.table.limits.full * Double(configuration.battery.cells)
    let trickle = Amps(configuration.battery.nameplate.value / 20)
    return volts >= limit * 0.985 && amps <= trickle
  }

  /// What the pool allows.
  func outsideLimit(at now: Uptime) -> OwnerResolver.OutsideLimit? {
    switch poolTrouble {
    case .down(let since): .init(boards: 0, cause: "the pool has been out of reach for \((now - since).brief)")
    case .stopped(let reason): .init(boards: 0, cause: "\(reason)")
    case nil: workerLimit.map { .init(boards: $0, cause: "the pool takes no more workers of this account") }
    }
  }
}
