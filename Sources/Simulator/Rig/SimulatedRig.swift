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
    for (index, sensor) in description.sensors.enumerated() {
      switch sensor.chip {
      case .ina219(let placement, let shunt):
        bus.attach(
          SimulatedINA219(
            world: world, address: sensor.address, placement: placement, shunt: shunt, errors: sensor.errors,
            number: index + 1))
      case .ads1115(let inputs):
        bus.attach(
          SimulatedADS1115(
            world: world, address: sensor.address, inputs: inputs, errors: sensor.errors, number: index + 1))
      }
    }
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
