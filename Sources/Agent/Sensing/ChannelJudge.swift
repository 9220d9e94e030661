internal import Power
internal import Units

/// The judge of one channel, whatever its unit, and what is plausible for each role.
enum ChannelJudge: Sendable {
  case volts(ReadingJudge<Volts>)
  case amps(ReadingJudge<Amps>)
  case celsius(ReadingJudge<Celsius>)
  case watts(ReadingJudge<Watts>)
  case line(LineJudge)

  /// What a channel is judged by.
  struct Rig: Sendable {
    /// Nominal voltage of the pack.
    var nominal: Volts
    /// Of the pack with its wiring.
    var resistance: Ohms
  }

  /// A judge with the limits that fit a role on a battery.
  init(_ use: SensorSection.ChannelUse, of sensor: SensorSection, on rig: Rig, at now: Uptime) {
    let origin = "\(sensor.name).\(use.channel)"
    let stale = sensor.freshness
    switch use.role {
    case .batteryVoltage:
      // Below half and above one and a half of the nominal voltage no cell of any chemistry lives; a step of a fifth
      // between two samples is no battery (scenario 2). A load of P moves the voltage by R · P / U.
      let code = sensor.source.span(of: use.channel).map { Volts($0.step * abs(use.factor)) }
      let limits = ReadingJudge<Volts>.Limits(
        plausible: rig.nominal * 0.5...rig.nominal * 1.5, jump: rig.nominal * 0.2, stale: stale, code: code,
        perWatt: Volts(rig.resistance.value / rig.nominal.value))
      self = .volts(ReadingJudge(limits: limits, origin: origin, at: now))
    case .panelVoltage:
      self = .volts(.init(limits: .init(plausible: Volts(-0.5)...Volts(150), stale: stale), origin: origin, at: now))
    case .railVoltage:
      self = .volts(.init(limits: .init(plausible: Volts(1)...Volts(30), stale: stale), origin: origin, at: now))
    case .boardVoltage:
      // A supply that is switched off is at 0 V.
      self = .volts(.init(limits: .init(plausible: Volts(-0.5)...Volts(30), stale: stale), origin: origin, at: now))
    case .batteryCurrent, .panelCurrent, .boardCurrent:
      self = .amps(.init(limits: .init(plausible: Amps(-200)...Amps(200), stale: stale), origin: origin, at: now))
    case .batteryTemperature:
      self = .celsius(
        .init(limits: .init(plausible: Celsius(-45)...Celsius(90), stale: stale), origin: origin, at: now))
    case .panelPower:
      self = .watts(.init(limits: .init(plausible: Watts(-1)...Watts(5000), stale: stale), origin: origin, at: now))
    case .batteryLow:
      self = .line(LineJudge(threshold: use.threshold ?? .zero, origin: origin, stale: stale, at: now))
    }
  }

  /// Notes a measurement, corrected as the channel's use says. Another unit than the role's is a wrong configuration
  /// and counts as a failure. `code` stands for all codes of the sensor's sample: a chip whose current moves is not
  /// frozen, though its coarser voltage may stand still.
  mutating func note(_ measurement: Measurement, as use: SensorSection.ChannelUse, code: Int64, load: CommandedLoad) {
    let number = use.corrected(measurement.value.number)
    let (atRail, time) = (measurement.atRail, measurement.time)
    switch (self, measurement.value) {
    case (.volts(var judge), .voltage):
      judge.note(Volts(number), raw: code, atRail: atRail, time: time, load: load)
      self = .volts(judge)
    case (.amps(var judge), .current):
      // A current may well stand still (0 A at night): only a voltage can be judged frozen.
      judge.note(Amps(number), raw: code, atRail: atRail, time: time, load: CommandedLoad())
      self = .amps(judge)
    case (.celsius(var judge), .temperature):
      judge.note(Celsius(number), raw: code, atRail: atRail, time: time, load: CommandedLoad())
      self = .celsius(judge)
    case (.watts(var judge), .power):
      judge.note(Watts(number), raw: code, atRail: atRail, time: time, load: CommandedLoad())
      self = .watts(judge)
    case (.line(var judge), .state(let isLow)):
      judge.note(isLow: isLow, at: time)
      self = .line(judge)
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
    case .line(var judge):
      judge.note(failure: failure)
      self = .line(judge)
    }
  }

  /// How long until this source is preferred again after trouble.
  func mistrust(at now: Uptime) -> Duration {
    switch self {
    case .volts(let judge): judge.mistrust(at: now)
    case .amps(let judge): judge.mistrust(at: now)
    case .celsius(let judge): judge.mistrust(at: now)
    case .watts(let judge): judge.mistrust(at: now)
    case .line: .zero
    }
  }

  /// Number, time and quality, whatever the unit.
  func view(at now: Uptime) -> (value: Double?, time: Uptime, quality: ReadingQuality) {
    func view<Value>(_ reading: Reading<Value>) -> (value: Double?, time: Uptime, quality: ReadingQuality) {
      (reading.value?.value, reading.time, reading.quality)
    }
    switch self {
    case .volts(let judge): return view(judge.reading(at: now))
    case .amps(let judge): return view(judge.reading(at: now))
    case .celsius(let judge): return view(judge.reading(at: now))
    case .watts(let judge): return view(judge.reading(at: now))
    case .line(let judge):
      let line = judge.reading(at: now)
      return (line.isLow.map { $0 ? 1 : 0 }, line.time, line.quality)
    }
  }
}
