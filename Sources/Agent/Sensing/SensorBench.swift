internal import Bus
internal import Power
internal import Units

/// All sensors of the rig: samples the chips of each bus on that bus's thread and everything else here.
struct SensorBench: Sendable {
  private let buses: [BusSensors]
  private var others: [(name: String, sensor: any Sensor)]

  init(sections: [SensorSection], buses: [String: SharedI2CBus], hardware: any RigHardware) {
    var chips: [String: [(name: String, chip: any I2CSensor)]] = [:]
    var others: [(name: String, sensor: any Sensor)] = []
    for section in sections {
      switch section.source {
      case .chip(let bus, let chip): chips[bus, default: []].append((section.name, chip))
      case .alone(let sensor): others.append((section.name, sensor))
      case .hardware(let source): others.append((section.name, source.make(hardware)))
      // What a board reports comes with its work.
      case .board: break
      }
    }
    self.buses = chips.keys.sorted().compactMap { name in
      buses[name].map { BusSensors(bus: $0, chips: chips[name] ?? []) }
    }
    self.others = others
  }

  /// Samples everything once.
  nonisolated(nonsending) mutating func sample(at now: Uptime) async -> [SensorOutcome] {
    var outcomes = sampleOthers(at: now)
    for bus in buses { outcomes += await bus.sample(at: now) }
    return outcomes
  }

  private mutating func sampleOthers(at now: Uptime) -> [SensorOutcome] {
    others.indices.map { index in
      let result = Result { () throws(SensorError) in try others[index].sensor.sample(at: now) }
      return SensorOutcome(sensor: others[index].name, result: result)
    }
  }
}
