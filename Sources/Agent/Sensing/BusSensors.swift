internal import Bus
internal import Power
internal import Units

/// All chips of one bus. Lives on the bus's thread, so that sampling them all costs one hop.
actor BusSensors {
  nonisolated let bus: SharedI2CBus
  private var chips: [(name: String, chip: any I2CSensor)]

  init(bus: SharedI2CBus, chips: [(name: String, chip: any I2CSensor)]) {
    self.bus = bus
    self.chips = chips
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { bus.unownedExecutor }

  /// Samples every chip once, in order. A chip that fails does not keep the others from being read.
  func sample(at now: Uptime) -> [SensorOutcome] {
    chips.indices.map { index in
      let before = chips[index].chip
      let (after, result) = bus.assumeIsolated { bus in
        bus.run { wire in Self.sample(before, on: wire, at: now) }
      }
      chips[index].chip = after
      return SensorOutcome(sensor: chips[index].name, result: result)
    }
  }

  private static func sample(
    _ chip: any I2CSensor, on wire: any I2CBus, at now: Uptime
  ) -> (any I2CSensor, Result<[Measurement], SensorError>) {
    var chip = chip
    do {
      let measurements = try chip.sample(on: wire, at: now)
      return (chip, .success(measurements))
    } catch {
      return (chip, .failure(error))
    }
  }
}
