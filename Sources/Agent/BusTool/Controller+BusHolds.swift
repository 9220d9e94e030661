internal import Bus
internal import Mining
internal import Units

extension Controller {
  /// Who lives at an address, and what may be done there.
  func rule(at address: I2CAddress, on bus: BusSection) -> BusRule {
    let place = configuration.boards.firstIndex { $0.bus == bus.name && $0.address == address }
    if let place {
      let name = configuration.boards[place].name
      let record = records[name]
      return BusRule(
        resident: .board(
          name: name, number: place + 1, isPowered: record?.poweredSince != nil, isWorking: isWorking(name),
          isHeld: record?.heldUntil != nil))
    }
    let sensor = configuration.sensors.first {
      $0.source.place.map { $0.bus == bus.name && $0.address == address } ?? false
    }
    let expander = configuration.switches.first {
      $0.expander.map { $0.bus == bus.name && $0.address == address } ?? false
    }
    if let name = sensor?.name ?? expander?.name { return BusRule(resident: .part(name: name)) }
    let drivers = surroundings.hardware.addressesOfDrivers(onBusAt: bus.path)
    return BusRule(resident: drivers.contains(address) ? .driver : .stranger)
  }

  private func isWorking(_ name: String) -> Bool {
    guard let section = records[name]?.section, let state = boardStatus(of: section)?.state else { return false }
    switch state {
    case .working, .holding, .testing, .starting, .identifying: return true
    case .off, .ready, .unreachable, .deaf, .quarantined: return false
    }
  }

  /// Takes a board out of work: it finishes its job and gets no other. Its supply stays the governor's matter.
  func hold(_ address: I2CAddress, on keeper: BusKeeper, by who: String) throws(ControlRefusal) -> BusToolAnswer {
    guard case .board(let name, _, let isPowered, _, let isHeld) = rule(at: address, on: keeper.section).resident else {
      throw ControlRefusal(code: "unknown_board", message: "No configured board is at \(address), nothing to hold.")
    }
    guard isPowered else {
      throw ControlRefusal(
        code: "would_disturb",
        message: BusRule(resident: rule(at: address, on: keeper.section).resident).refusal(of: .read) ?? "")
    }
    if isHeld {
      giveBack(name)
      return BusToolAnswer(lines: ["Board \"\(name)\" is back at work."])
    }
    records[name]?.heldUntil = surroundings.timebase.now + Self.holdTime
    perform(crew.setActive(false, BoardID(name)))
    noteEvent(.board, name, "It is out of work for the bus tool, ten minutes at most.", by: who)
    return BusToolAnswer(lines: [
      "Board \"\(name)\" gets no other job for \(Self.holdTime.brief), or until k or x. Its supply is the governor's matter."
    ])
  }

  /// Gives all held boards back to work.
  func releaseHeld() -> [String] {
    let held = records.filter { $0.value.heldUntil != nil }.keys.sorted()
    for name in held { giveBack(name) }
    return held.map { "Board \"\($0)\" is back at work." }
  }

  /// Once a cycle: who was held for long enough goes back to work.
  func endHolds(at now: Uptime) {
    for (name, record) in records where record.heldUntil.map({ $0 <= now }) ?? false { giveBack(name) }
  }

  private func giveBack(_ name: String) {
    records[name]?.heldUntil = nil
    perform(crew.setActive(records[name]?.isWanted ?? false, BoardID(name)))
  }
}

extension BusRule.Resident {
  /// As a clause.
  var words: String {
    switch self {
    case .board(let name, let number, let isPowered, let isWorking, let isHeld):
      "board \"\(name)\", connection \(number), "
        + (!isPowered ? "without supply" : isHeld ? "held for this tool" : isWorking ? "at work" : "waiting for work")
    case .part(let name): "\"\(name)\" of the configuration"
    case .driver: "a driver of the kernel"
    case .stranger: "nobody who is configured"
    }
  }
}

/// `{"v":1,"op":"bus","do":"scan"}`
struct BusToolOperation: ControlOperation {
  let agent: WeakController
  let name = "bus"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    let body = try call.exactBody(BusToolCall.self)
    guard let controller = agent.controller else { throw .stopping }
    return .line(try await controller.answer(body, by: call.peer.name).json())
  }
}
