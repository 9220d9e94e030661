internal import Power
internal import Units

/// Gathers what all sensors say into one judged view. Pure: measurements and failures in, ``Senses`` out.
struct SensePanel: Sendable {
  private struct Channel: Sendable {
    let sensor: String
    let use: SensorSection.ChannelUse
    var judge: ChannelJudge
  }

  /// Two voltage sources may differ by so much …
  static let tolerance = Volts(0.3)
  /// … and for so long (scenario 4).
  static let patience = Duration.seconds(30)

  private var channels: [Channel]
  private var disagreeingSince: Uptime?

  init(sensors: [SensorSection], battery nominal: Volts, at now: Uptime) {
    channels = sensors.flatMap { sensor in
      sensor.channels.map { use in
        Channel(
          sensor: sensor.name, use: use,
          judge: ChannelJudge(role: use.role, origin: "\(sensor.name).\(use.channel)", battery: nominal, at: now))
      }
    }
  }

  /// Notes what one sensor said. Channels that nobody uses are passed over.
  mutating func note(_ measurements: [Measurement], from sensor: String, loadSteps: Int) {
    for index in channels.indices where channels[index].sensor == sensor {
      for measurement in measurements where measurement.channel == channels[index].use.channel {
        channels[index].judge.note(measurement, factor: channels[index].use.factor, loadSteps: loadSteps)
      }
    }
  }

  /// Notes that a sensor failed.
  mutating func note(failure: String, from sensor: String) {
    for index in channels.indices where channels[index].sensor == sensor {
      channels[index].judge.note(failure: failure)
    }
  }

  /// The judged view.
  mutating func senses(at now: Uptime) -> Senses {
    var senses = Senses()
    let voltages = readings(.batteryVoltage, now) {
      if case .volts(let judge) = $0 { judge.reading(at: now) } else { nil }
    }
    senses.batteryVoltage = preferred(voltages)
    senses.disagreement = disagreement(among: voltages.compactMap(\.value), at: now)
    senses.batteryCurrent = preferred(amps(.batteryCurrent, now))
    senses.batteryTemperature = preferred(
      readings(.batteryTemperature, now) { if case .celsius(let judge) = $0 { judge.reading(at: now) } else { nil } })
    senses.panelPower = panelPower(now)
    return senses
  }

  private mutating func disagreement(among values: [Volts], at now: Uptime) -> Senses.Disagreement? {
    guard let lower = values.min(), let higher = values.max(), higher - lower > Self.tolerance else {
      disagreeingSince = nil
      return nil
    }
    let since = disagreeingSince ?? now
    disagreeingSince = since
    return now - since >= Self.patience ? .init(lower: lower, higher: higher) : nil
  }

  private func panelPower(_ now: Uptime) -> Reading<Watts>? {
    let direct = readings(.panelPower, now) { if case .watts(let judge) = $0 { judge.reading(at: now) } else { nil } }
    if let reading = preferred(direct) { return reading }
    let volts = preferred(
      readings(.panelVoltage, now) { if case .volts(let judge) = $0 { judge.reading(at: now) } else { nil } })
    guard let current = preferred(amps(.panelCurrent, now)), let volts else { return nil }
    guard let amps = current.value, let pressure = volts.value else {
      let worse = current.value == nil ? current.quality : volts.quality
      return Reading(value: nil, time: current.time, origin: current.origin, quality: worse)
    }
    return Reading(value: pressure * amps, time: current.time, origin: current.origin, quality: .good)
  }

  private func amps(_ role: SensorRole, _ now: Uptime) -> [Reading<Amps>] {
    readings(role, now) { if case .amps(let judge) = $0 { judge.reading(at: now) } else { nil } }
  }

  private func readings<Value>(
    _ role: SensorRole, _ now: Uptime, _ read: (ChannelJudge) -> Reading<Value>?
  ) -> [Reading<Value>] {
    channels.filter { $0.use.role == role }.compactMap { read($0.judge) }
  }

  /// The first usable reading, else the first, so that its trouble shows.
  private func preferred<Value>(_ readings: [Reading<Value>]) -> Reading<Value>? {
    readings.first { $0.quality.isUsable } ?? readings.first
  }
}
