import Units

/// The safety floor: what nothing overrides.
extension Governor {
  /// A reason for which nothing may run.
  struct SafetyStop {
    var stage: Stage
    var reason: Reason
    var change: NextChange
  }

  /// The first reason for which nothing may run, or `nil`. Keeps the debounce clocks and the latch in the state.
  func safetyStop(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> SafetyStop? {
    let data = dataStop(snapshot, &state)
    watchFloor(snapshot, &state)
    return shutdownStop(snapshot, &state) ?? data ?? floorStop(snapshot, state) ?? temperatureStop(snapshot.battery)
      ?? latchStop(snapshot, &state)
  }

  /// Missing, stale and implausible data. Starts the recovery clock anew.
  private func dataStop(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> SafetyStop? {
    let battery = snapshot.battery
    let times = settings.times
    let isReadable = battery.voltage?.isFinite ?? false
    switch battery.quality {
    case .stuck, .implausible, .missing:
      state.goodSince = nil
      return SafetyStop(stage: .off, reason: .untrusted(battery.quality), change: dataReturns)
    case .good, .disagreement: break
    }
    guard let age = battery.age, age < times.staleOff, isReadable else {
      state.goodSince = nil
      return SafetyStop(
        stage: .off, reason: .stale(age: battery.age, limit: times.staleOff), change: dataReturns)
    }
    guard age < times.staleHold, battery.quality == .good else { return nil }
    guard state.goodSince != nil else {
      state.goodSince = snapshot.time
      return recoveryStop(since: snapshot.time, snapshot)
    }
    return recoveryStop(since: state.goodSince ?? snapshot.time, snapshot)
  }

  /// Good data must have lasted; what already runs (data was only briefly old) is not touched by this.
  private func recoveryStop(since: Uptime, _ snapshot: GovernorSnapshot) -> SafetyStop? {
    let remaining = settings.times.recovery - (snapshot.time - since)
    guard remaining > .zero, snapshot.runningCount == 0 else { return nil }
    return SafetyStop(
      stage: .off, reason: .recovering(remaining: remaining),
      change: NextChange(at: snapshot.time + remaining, when: "the data has stayed good for long enough"))
  }

  private var dataReturns: NextChange {
    NextChange(when: "the battery can be measured again and the data stays good for \(settings.times.recovery.brief)")
  }

  /// Runs the clocks of floor and shutdown and sets the latch.
  private func watchFloor(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) {
    guard let voltage = snapshot.battery.voltage else { return }
    let limits = settings.voltages
    Self.run(&state.belowFloorSince, voltage < limits.floor, snapshot.time)
    Self.run(&state.belowShutdownSince, voltage < limits.shutdown, snapshot.time)
    if let since = state.belowFloorSince, snapshot.time - since >= settings.times.floorDebounce, state.latch == nil {
      state.latch = Latch(voltage: voltage, wall: snapshot.wall)
      state.resumeSince = nil
    }
  }

  /// Host shutdown: once begun it is completed, whatever the sun does.
  private func shutdownStop(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> SafetyStop? {
    if let since = state.belowShutdownSince, snapshot.time - since >= settings.times.shutdownDebounce {
      state.isShuttingDown = true
    }
    guard state.isShuttingDown else { return nil }
    if state.latch == nil { state.latch = Latch(voltage: snapshot.battery.voltage ?? .zero, wall: snapshot.wall) }
    state.latch?.hadShutDown = true
    return SafetyStop(
      stage: .shutdown,
      reason: .shuttingDown(voltage: snapshot.battery.voltage, limit: settings.voltages.shutdown),
      change: NextChange(
        when: "the host has started again and the battery has held \(settings.voltages.resume)"))
  }

  /// Below the floor now, by the raw voltage or by the state of charge.
  private func floorStop(_ snapshot: GovernorSnapshot, _ state: GovernorState) -> SafetyStop? {
    let battery = snapshot.battery
    let change = NextChange(
      when: "the battery has held \(settings.voltages.resume) for \(settings.times.resumeHold.brief)")
    if let voltage = battery.voltage, voltage < settings.voltages.floor {
      return SafetyStop(
        stage: .off, reason: .belowFloor(voltage: voltage, floor: settings.voltages.floor), change: change)
    }
    guard let floor = settings.floorCharge, let charge = battery.stateOfCharge else { return nil }
    let margin = state.stage == .off ? settings.floorChargeHysteresis : 0
    guard charge.value <= floor.value + margin else { return nil }
    return SafetyStop(
      stage: .off, reason: .belowFloorCharge(charge, floor: floor),
      change: NextChange(
        when: "the state of charge is above \(StateOfCharge(floor.value + settings.floorChargeHysteresis))"))
  }

  /// Too cold or too hot to discharge. A sensor that is not there is no reason to stop.
  private func temperatureStop(_ battery: BatteryView) -> SafetyStop? {
    guard let now = battery.temperature else { return nil }
    guard !now.isFinite || now < settings.coldest || now > settings.hottest else { return nil }
    return SafetyStop(
      stage: .off, reason: .temperature(now, minimum: settings.coldest, maximum: settings.hottest),
      change: NextChange(when: "the cells are between \(settings.coldest) and \(settings.hottest)"))
  }

  /// After the floor: the resume voltage must hold without a break.
  private func latchStop(_ snapshot: GovernorSnapshot, _ state: inout GovernorState) -> SafetyStop? {
    guard state.latch != nil else { return nil }
    let voltage = snapshot.battery.voltage
    Self.run(&state.resumeSince, (voltage ?? .zero) >= settings.voltages.resume, snapshot.time)
    if let since = state.resumeSince, snapshot.time - since >= settings.times.resumeHold {
      state.latch = nil
      state.resumeSince = nil
      return nil
    }
    return SafetyStop(
      stage: .off, reason: .latched(voltage: voltage, resume: settings.voltages.resume),
      change: NextChange(
        at: (state.resumeSince ?? snapshot.time) + settings.times.resumeHold,
        when: "\(settings.voltages.resume) has held for \(settings.times.resumeHold.brief)"))
  }

  /// Starts a clock when its condition begins, clears it when the condition ends.
  static func run(_ clock: inout Uptime?, _ condition: Bool, _ now: Uptime) {
    if !condition { clock = nil } else if clock == nil { clock = now }
  }
}
