internal import Bus
internal import Power
internal import Units

/// All sensors of the rig: samples the chips of each bus on that bus's thread and the kernel's files here.
struct SensorBench: Sendable {
  private let buses: [BusSensors]
  private var files: [(name: String, sensor: any Sensor)]

  init(sections: [SensorSection], buses: [String: SharedI2CBus]) {
    var chips: [String: [(name: String, chip: any I2CSensor)]] = [:]
    var files: [(name: String, sensor: any Sensor)] = []
    for section in sections {
      switch section.source {
      case .ina219(let bus, let chip): chips[bus, default: []].append((section.name, chip))
      case .ads1115(let bus, let chip): chips[bus, default: []].append((section.name, chip))
      case .file(let file): files.append((section.name, file))
      }
    }
    self.buses = chips.keys.sorted().compactMap { name in
      buses[name].map { BusSensors(bus: $0, chips: chips[name] ?? []) }
    }
    self.files = files
  }

  /// Samples everything once.
  nonisolated(nonsending) mutating func sample(at now: Uptime) async -> [SensorOutcome] {
    var outcomes = sampleFiles(at: now)
    for bus in buses { outcomes += await bus.sample(at: now) }
    return outcomes
  }

  private mutating func sampleFiles(at now: Uptime) -> [SensorOutcome] {
    files.indices.map { index in
      let result = Result { () throws(SensorError) in try files[index].sensor.sample(at: now) }
      return SensorOutcome(sensor: files[index].name, result: result)
    }
  }
}
