internal import Bus
internal import Mining
internal import NIOCore
internal import Power
internal import Units

extension Controller {
  /// Requests every line that switches something, off from the first moment.
  func openSwitches() async throws(StartError) {
    for section in configuration.switches {
      do throws(SwitchError) {
        try await open(section)
      } catch {
        throw .cannotUseSwitch(name: section.name, reason: "\(error)")
      }
    }
    try openWatchdog()
  }

  /// Expanders are opened with their bus.
  private func open(_ section: SwitchSection) async throws(SwitchError) {
    let gpio = surroundings.hardware.gpio
    switch section.drive {
    case .expander: break
    // Nothing to take: the boards are told by their own language, as all that have no supply switch.
    case .sleep: break
    case .line(let line): switches[section.name] = try GPIOSwitch(line, from: gpio)
    case .latching(let set, let reset, let pulse):
      let timebase = surroundings.timebase
      let relay = try LatchingSwitch(set: set, reset: reset, pulse: pulse, from: gpio) { time in
        try? await Task.sleep(for: timebase.realLength(of: time))
      }
      try await relay.turn(on: false)
      switches[section.name] = relay
    case .reset(let line):
      let hold = try ResetHold(line, from: gpio)
      try hold.turn(on: false)
      switches[section.name] = hold
    }
    if let feedback = section.feedback {
      feedbacks[section.name] = try SwitchFeedback(feedback, from: gpio)
      watch.commanded(section.name, on: false, at: surroundings.timebase.now)
    }
  }

  /// Opens every bus on a thread of its own and attaches its sensors and boards.
  func openBuses() async throws(StartError) {
    for section in configuration.buses {
      let keeper = try keeper(of: section)
      let bus = keeper.bus
      keepers[section.name] = keeper
      checkSpeed(of: section)
      try await openExpanders(on: bus)
      let boards = configuration.boards.filter { $0.bus == section.name }
      if !boards.isEmpty { boardControllers[section.name] = await desk(on: bus, boards: boards) }
    }
    bench = SensorBench(
      sections: configuration.sensors, buses: keepers.mapValues(\.bus), hardware: surroundings.hardware)
    for board in configuration.boards where board.supply == nil { powered(board.name, true) }
  }

  /// Takes the expanders of a bus and turns all their switches off, whatever a process before this one left.
  private func openExpanders(on bus: SharedI2CBus) async throws(StartError) {
    var places: [ExpanderPlace] = []
    for case let place? in configuration.switches.map(\.expander) where place.bus == bus.name {
      if !places.contains(place) { places.append(place) }
    }
    for place in places {
      let pins = configuration.switches.compactMap { $0.pin(of: place) }
      let outputs = ExpanderOutputs(place.chip, pins: pins.map(\.pin), on: bus)
      do {
        try await outputs.allOff()
      } catch {
        throw .cannotUseSwitch(name: pins.map(\.name).joined(separator: "\", \""), reason: "\(error)")
      }
      for (name, pin) in pins { switches[name] = ExpanderSwitch(pin, of: outputs) }
    }
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
      description.settlingTime = settle(of: board.supply)
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

extension SwitchSection {
  /// The switch's name and pin, if it sits on this expander.
  fileprivate func pin(of place: ExpanderPlace) -> (name: String, pin: ExpanderOutputs.Pin)? {
    guard case .expander(place, let number, let activeLow) = drive else { return nil }
    return (name, ExpanderOutputs.Pin(number: number, activeLow: activeLow))
  }
}
