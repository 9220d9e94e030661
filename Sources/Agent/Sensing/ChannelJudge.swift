internal import Power
internal import Units

/// The judge of one channel, whatever its unit, and what is plausible for each role.
enum ChannelJudge: Sendable {
  case volts(ReadingJudge<Volts>)
  case amps(ReadingJudge<Amps>)
  case celsius(ReadingJudge<Celsius>)
  case watts(ReadingJudge<Watts>)

  /// A judge with the limits that fit a role on a battery of this nominal voltage.
  init(role: SensorRole, origin: String, battery nominal: Volts, at now: Uptime) {
    switch role {
    case .batteryVoltage:
      // Below half and above one and a half of the nominal voltage no cell of any chemistry lives; a step of a fifth
      // between two samples is no battery (scenario 2).
      let limits = ReadingJudge<Volts>.Limits(plausible: nominal * 0.5...nominal * 1.5, jump: nominal * 0.2)
      self = .volts(ReadingJudge(limits: limits, origin: origin, at: now))
    case .panelVoltage:
      self = .volts(ReadingJudge(limits: .init(plausible: Volts(-0.5)...Volts(150)), origin: origin, at: now))
    case .batteryCurrent, .panelCurrent:
      self = .amps(ReadingJudge(limits: .init(plausible: Amps(-200)...Amps(200)), origin: origin, at: now))
    case .batteryTemperature:
      self = .celsius(ReadingJudge(limits: .init(plausible: Celsius(-45)...Celsius(90)), origin: origin, at: now))
    case .panelPower:
      self = .watts(ReadingJudge(limits: .init(plausible: Watts(-1)...Watts(5000)), origin: origin, at: now))
    }
  }

  /// Notes a measurement, corrected by the channel's factor. Another unit than the role's is a wrong configuration
  /// and counts as a failure.
  mutating func note(_ measurement: Measurement, factor: Double, loadSteps: Int) {
    switch (self, measurement.value) {
    case (.volts(var judge), .voltage(let volts)):
      judge.note(
        volts * factor, raw: measurement.raw, atRail: measurement.atRail, time: measurement.time, loadSteps: loadSteps)
      self = .volts(judge)
    case (.amps(var judge), .current(let amps)):
      // A current may well stand still (0 A at night): only a voltage can be judged frozen.
      judge.note(amps * factor, raw: measurement.raw, atRail: measurement.atRail, time: measurement.time, loadSteps: 0)
      self = .amps(judge)
    case (.amps(var judge), .voltage(let volts)):
      // The drop over a shunt: the factor is 1/R.
      judge.note(Amps(volts.value * factor), raw: measurement.raw, atRail: false, time: measurement.time, loadSteps: 0)
      self = .amps(judge)
    case (.celsius(var judge), .temperature(let celsius)):
      judge.note(
        celsius * factor, raw: measurement.raw, atRail: measurement.atRail, time: measurement.time, loadSteps: 0)
      self = .celsius(judge)
    case (.watts(var judge), .power(let watts)):
      judge.note(watts * factor, raw: measurement.raw, atRail: measurement.atRail, time: measurement.time, loadSteps: 0)
      self = .watts(judge)
    default:
      note(failure: "measures \(measurement.value), which is not of this role's unit")
    }
  }

  /// Notes that the sensor failed.
  mutating func note(failure: String) {
    switch self {
    case .volts(var judge):
      judge.note(failure: failure)
      self = .volts(judge)
    case .amps(var judge):
      judge.note(failure: failure)
      self = .amps(judge)
    case .celsius(var judge):
      judge.note(failure: failure)
      self = .celsius(judge)
    case .watts(var judge):
      judge.note(failure: failure)
      self = .watts(judge)
    }
  }
}
