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

  init(sensors: [SensorSection], on rig: ChannelJudge.Rig, at now: Uptime) {
    channels = sensors.flatMap { sensor in
      sensor.channels.map { use in
        Channel(sensor: sensor.name, use: use, judge: ChannelJudge(use, of: sensor, on: rig, at: now))
      }
    }
  }

  /// Notes what one sensor said. Channels that nobody uses are passed over.
  mutating func note(_ measurements: [Measurement], from sensor: String, load: CommandedLoad) {
    let code = Self.fingerprint(measurements)
    for index in channels.indices where channels[index].sensor == sensor {
      let use = channels[index].use
      for measurement in measurements where measurement.channel == use.channel {
        channels[index].judge.note(measurement, as: use, code: code, load: load)
      }
    }
  }

  /// Notes that a sensor failed.
  mutating func note(failure: String, from sensor: String) {
    for index in channels.indices where channels[index].sensor == sensor {
      channels[index].judge.note(failure: failure)
    }
  }

  /// One number for all codes of a sample; it stands still only if all of them do. FNV-1a over their words.
  private static func fingerprint(_ measurements: [Measurement]) -> Int64 {
    let hash = measurements.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
      ($0 ^ UInt64(bitPattern: $1.raw)) &* 0x0000_0100_0000_01b3
    }
    return Int64(bitPattern: hash)
  }

  /// The judged view.
  mutating func senses(at now: Uptime) -> Senses {
    var senses = Senses()
    let voltages = readings(.batteryVoltage, now) {
      if case .volts(let judge) = $0 { judge.reading(at: now) } else { nil }
    }
    senses.batteryVoltage = preferred(voltages)
    senses.batteryLow = lowLine(at: now)
    senses.disagreement = disagreement(among: voltages.compactMap(\.reading.value), senses.batteryLow, at: now)
    senses.batteryCurrent = preferred(amps(.batteryCurrent, now))
    senses.batteryTemperature = preferred(
      readings(.batteryTemperature, now) { if case .celsius(let judge) = $0 { judge.reading(at: now) } else { nil } })
    senses.panelPower = panelPower(now)
    senses.boardPower = boardPower(now)
    return senses
  }

  /// Every channel in the configuration's order.
  func rows(at now: Uptime) -> [SenseRow] {
    channels.map { channel in
      let (value, time, quality) = channel.judge.view(at: now)
      return SenseRow(
        origin: "\(channel.sensor).\(channel.use.channel)", role: channel.use.role, value: value, quality: quality,
        age: quality == .warmingUp || value == nil && time == .zero ? nil : now - time,
        mistrust: channel.judge.mistrust(at: now))
    }
  }

  /// Sources that should agree: voltages among themselves, and with the trip point of a comparator. A line that says
  /// "low" puts the battery below it, one that says "good" above.
  private mutating func disagreement(
    among values: [Volts], _ line: LowLine?, at now: Uptime
  ) -> Senses.Disagreement? {
    var bounds = values
    if let line, let isLow = line.isLow, let present = values.min(), isLow == (present > line.threshold) {
      bounds.append(line.threshold)
    }
    guard let lower = bounds.min(), let higher = bounds.max(), higher - lower > Self.tolerance else {
      disagreeingSince = nil
      return nil
    }
    let since = disagreeingSince ?? now
    disagreeingSince = since
    return now - since >= Self.patience ? .init(lower: lower, higher: higher) : nil
  }

  private func lowLine(at now: Uptime) -> LowLine? {
    let lines = channels.compactMap { channel -> LowLine? in
      if case .line(let judge) = channel.judge { judge.reading(at: now) } else { nil }
    }
    return lines.first { $0.isLow == true } ?? lines.first { $0.quality.isUsable } ?? lines.first
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

  /// Current and voltage of each sensor of boards, where both may be believed.
  private func boardPower(_ now: Uptime) -> [Senses.BoardPower] {
    channels.compactMap { channel in
      guard channel.use.role == .boardCurrent, case .amps(let judge) = channel.judge,
        let amps = judge.reading(at: now).value
      else { return nil }
      let suffix = channel.use.channel.dropFirst("current".count)
      let supply = channels.first { $0.sensor == channel.sensor && $0.use.channel == "voltage\(suffix)" }
      guard case .volts(let judge)? = supply?.judge, let volts = judge.reading(at: now).value else { return nil }
      return Senses.BoardPower(boards: channel.use.boards, power: max(.zero, volts * amps))
    }
  }

  /// A reading, and whether it is trusted again after trouble.
  private typealias Candidate<Value: Quantity> = (reading: Reading<Value>, isTrusted: Bool)

  private func amps(_ role: SensorRole, _ now: Uptime) -> [Candidate<Amps>] {
    readings(role, now) { if case .amps(let judge) = $0 { judge.reading(at: now) } else { nil } }
  }

  private func readings<Value>(
    _ role: SensorRole, _ now: Uptime, _ read: (ChannelJudge) -> Reading<Value>?
  ) -> [Candidate<Value>] {
    channels.filter { $0.use.role == role }.compactMap { channel in
      read(channel.judge).map { ($0, channel.judge.mistrust(at: now) == .zero) }
    }
  }

  /// The first usable and trusted reading, else the first usable one, else the first, so that its trouble shows.
  private func preferred<Value>(_ candidates: [Candidate<Value>]) -> Reading<Value>? {
    let usable = candidates.filter { $0.reading.quality.isUsable }
    return (usable.first { $0.isTrusted } ?? usable.first ?? candidates.first)?.reading
  }
}
