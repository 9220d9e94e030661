public import Units

/// A whole rig behind its wires: give its bus, lines and clock to an agent and read the truth beside it.
public final class SimulatedRig: Sendable {
  /// What it was built from.
  public let description: RigDescription
  /// Its physics and its truth.
  public let world: SimulatedWorld
  /// The bus with all its chips and boards.
  public let bus: SimulatedI2CBus
  /// The lines of the power switches.
  public let gpio: SimulatedGPIO

  /// Builds a rig whose world begins now.
  public init(_ description: RigDescription, timebase: any Timebase) {
    self.description = description
    world = SimulatedWorld(
      description.world, timebase: timebase, faults: FaultSchedule(description.faults))
    bus = SimulatedI2CBus(world: world, clock: description.busClock, pacing: description.pacing)
    gpio = SimulatedGPIO(chip: description.gpioChip, world: world)
    attachSensors()
    attachBoards()
  }

  /// The clock that moves it.
  public var timebase: any Timebase { world.timebase }

  /// What breaks; more can be injected while it runs.
  public var faults: FaultSchedule { world.faults }

  private func attachSensors() {
    for (index, sensor) in description.sensors.enumerated() { bus.attach(device(sensor, number: index + 1)) }
  }

  private func device(_ sensor: SensorDescription, number: Int) -> any SimulatedI2CDevice {
    let (address, errors) = (sensor.address, sensor.errors)
    switch sensor.chip {
    case .ina219(let placement, let shunt):
      return SimulatedINA219(
        world: world, address: address, placement: placement, shunt: shunt, errors: errors, number: number)
    case .ina226(let placement, let shunt):
      return SimulatedINA226(
        world: world, address: address, placement: placement, shunt: shunt, errors: errors, number: number)
    case .ina228(let placement, let shunt):
      return SimulatedINA228(
        world: world, address: address, placement: placement, shunt: shunt, errors: errors, number: number)
    case .ina3221(let channels):
      return SimulatedINA3221(world: world, address: address, channels: channels, errors: errors, number: number)
    case .ads1115(let inputs):
      return converter(sensor, inputs, number: number)
    case .ads1015(let inputs):
      return converter(sensor, inputs, isCoarse: true, number: number)
    case .pcf8591(let inputs, let reference):
      return SimulatedPCF8591(
        world: world, address: address, inputs: inputs, reference: reference, errors: errors, number: number)
    }
  }

  /// An ADS1115 or ADS1015, its ALERT pin on its line.
  private func converter(
    _ sensor: SensorDescription, _ inputs: [AnalogSource], isCoarse: Bool = false, number: Int
  ) -> SimulatedADS1115 {
    let chip = SimulatedADS1115(
      world: world, address: sensor.address, inputs: inputs, isCoarse: isCoarse, errors: sensor.errors, number: number)
    if let line = sensor.alertLine { gpio.addLine(line) { chip.alertIsHigh(at: $0) } }
    return chip
  }

  private func attachBoards() {
    let first = description.boards.first?.address ?? 0
    var lines: [Int: [Int]] = [:]
    for board in description.boards {
      let core = BoardCore(
        world: world, description: board, switchedOn: board.switchLine == nil, firstAddress: first,
        searchStretch: description.searchStretch)
      if let line = board.switchLine { lines[line, default: []].append(core.slot) }
      switch board.dialect {
      case .classic, .classic85: bus.attach(ClassicBoard(core: core))
      case .akkurat: bus.attach(AkkuratBoard(core: core))
      case .stream(let checksum): bus.attach(StreamBoard(core: core, checksum: checksum))
      }
    }
    for (line, slots) in lines { gpio.addLine(line, slots: slots) }
  }
}
