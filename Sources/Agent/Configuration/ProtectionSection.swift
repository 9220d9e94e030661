internal import Power
internal import Units

/// The thresholds and times of protection: the chemistry's, unless the owner writes others.
enum ProtectionSection {
  /// Settings for a battery, with what the owner wrote over them.
  static func read(_ reader: ConfigurationReader?, battery: BatteryDescription) -> GovernorSettings {
    let defaults = Self.defaults(for: battery)
    guard let reader else { return defaults }
    var settings = defaults
    readVoltages(reader, into: &settings.voltages, battery: battery)
    readTimes(reader, into: &settings.times)
    if let soc = reader.quantity("floor_soc", as: StateOfCharge.self, in: StateOfCharge(0)...StateOfCharge(0.95)) {
      settings.floorCharge = soc
    }
    let currents = Amps(0.01)...Amps(500)
    if let amps = reader.quantity("max_discharge", as: Amps.self, in: currents) { settings.largestDischarge = amps }
    let temperatures = Celsius(-60)...Celsius(100)
    if let coldest = reader.quantity("coldest", as: Celsius.self, in: temperatures) { settings.coldest = coldest }
    if let hottest = reader.quantity("hottest", as: Celsius.self, in: temperatures) { settings.hottest = hottest }
    if settings.coldest >= settings.hottest { reader.report("coldest must lie below hottest") }
    reportContradictions(settings.voltages, reader)
    reader.finish()
    return settings
  }

  /// From the chemistry's table: floor and resume per cell, the stages between them evenly.
  static func defaults(for battery: BatteryDescription) -> GovernorSettings {
    let limits = battery.table.limits
    let cells = Double(battery.cells)
    let floor = limits.absoluteFloor * cells
    let resume = limits.resume * cells
    let span = resume - floor
    let full = max(resume, battery.table.restVoltagePerCell(at: StateOfCharge(0.98)) * cells)
    var settings = GovernorSettings(
      voltages: ProtectionVoltages(
        shutdown: floor - span * 0.2, floor: floor, shed: floor + span * 0.3, hold: floor + span * 0.6, resume: resume,
        full: full))
    settings.coldest = limits.minimumDischarging
    settings.hottest = limits.maximumDischarging
    return settings
  }

  private static func readVoltages(
    _ reader: ConfigurationReader, into voltages: inout ProtectionVoltages, battery: BatteryDescription
  ) {
    let sane = Volts(0.5)...Volts(120)
    if let volts = reader.quantity("floor", as: Volts.self, in: sane) { voltages.floor = volts }
    if let volts = reader.quantity("resume", as: Volts.self, in: sane) { voltages.resume = volts }
    // Stages that the owner did not write follow the floor and the resume voltage that the owner did.
    let span = voltages.resume - voltages.floor
    voltages.shutdown = reader.quantity("shutdown", as: Volts.self, in: sane) ?? voltages.floor - span * 0.2
    voltages.shed = reader.quantity("shed", as: Volts.self, in: sane) ?? voltages.floor + span * 0.3
    voltages.hold = reader.quantity("hold", as: Volts.self, in: sane) ?? voltages.floor + span * 0.6
    voltages.full = reader.quantity("full", as: Volts.self, in: sane) ?? max(voltages.resume, voltages.full)
  }

  /// Contradictions among the stages: the sentence of resume and floor first, because owners write those two.
  private static func reportContradictions(_ voltages: ProtectionVoltages, _ reader: ConfigurationReader) {
    guard voltages.resume > voltages.floor else {
      reader.report(
        "resume (\(voltages.resume)) must lie above floor (\(voltages.floor)), or the load would flap at the floor; "
          + "raise resume or lower floor", at: reader.has("resume") ? "resume" : "floor")
      return
    }
    for sentence in voltages.contradictions { reader.report(sentence) }
  }

  private static func readTimes(_ reader: ConfigurationReader, into times: inout ProtectionTimes) {
    let sane = Span(0)...Span(86400)
    func read(_ key: String, _ path: WritableKeyPath<ProtectionTimes, Duration>) {
      if let duration = reader.duration(key, in: sane) { times[keyPath: path] = duration }
    }
    read("min_on", \.shortestOn)
    read("min_off", \.shortestOff)
    read("ramp", \.ramp)
    read("stale_hold", \.staleHold)
    read("stale_off", \.staleOff)
    read("recovery", \.recovery)
    read("resume_hold", \.resumeHold)
    read("hold_debounce", \.holdDebounce)
    read("shed_debounce", \.shedDebounce)
    read("shed_interval", \.shedInterval)
    read("floor_debounce", \.floorDebounce)
    read("shutdown_debounce", \.shutdownDebounce)
    read("sag_settle", \.sagSettle)
  }
}
