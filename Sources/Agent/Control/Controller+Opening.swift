internal import Bus
internal import Mining
internal import NIOCore
internal import Power
internal import Units

extension Controller {
  /// Requests every switch, off from the first moment.
  func openSwitches() throws(StartError) {
    for section in configuration.switches {
      do {
        switches[section.name] = try GPIOSwitch(section.line, from: surroundings.hardware.gpio)
      } catch {
        throw .cannotUseSwitch(name: section.name, reason: "\(error)")
      }
    }
  }

  /// Opens every bus on a thread of its own and attaches its sensors and boards.
  func openBuses() async throws(StartError) {
    for section in configuration.buses {
      let wire: any I2CBus
      do {
        wire = try surroundings.hardware.i2cBus(at: section.path)
      } catch {
        throw .cannotOpenBus(name: section.name, reason: "\(error)")
      }
      let bus = SharedI2CBus(wire, name: section.name, timebase: surroundings.miningTimebase)
      buses[section.name] = bus
      let boards = configuration.boards.filter { $0.bus == section.name }
      if !boards.isEmpty { boardControllers[section.name] = await desk(on: bus, boards: boards) }
    }
    bench = SensorBench(
      sections: configuration.sensors, buses: buses, hardware: surroundings.hardware)
    for board in configuration.boards where board.supply == nil { powered(board.name, true) }
  }

  private func desk(on bus: SharedI2CBus, boards: [BoardSection]) async -> BoardController {
    let (loop, control) = (self.loop, WeakController(self))
    let controller = BoardController(on: bus) { board, event in
      // From the bus's thread to the control task.
      loop.execute { control.controller?.assumeIsolated { $0.boardTold(event, of: board) } }
    }
    for board in boards {
      var description = BoardDescription(
        id: BoardID(board.name), address: board.address, dialect: board.dialect,
        chip: ChipID(derivedFrom: "\(configuration.pool.fleet.rig)/\(board.name)"))
      description.rateLimit = board.rateLimit
      controller.attach(description)
    }
    await controller.start()
    return controller
  }

  /// Sets up the pool side; connections open as boards become ready.
  func openPool() {
    let control = WeakController(self)
    fleet = PoolFleet(
      configuration.pool.fleet, nodes: surroundings.nodes, on: loop, timebase: surroundings.miningTimebase,
      seed: surroundings.seed
    ) { event in
      control.controller?.assumeIsolated { $0.poolTold(event) }
    }
  }
}

/// Keeps callbacks of threads and sockets from holding the control task alive.
struct WeakController: Sendable {
  weak let controller: Controller?

  init(_ controller: Controller) {
    self.controller = controller
  }
}
