internal import Bus
internal import Mining
internal import Units

extension Controller {
  /// Opens a bus with everything that keeps it in order.
  func keeper(of section: BusSection) throws(StartError) -> BusKeeper {
    do throws(BusError) {
      let hardware = surroundings.hardware
      let watched = WatchedI2CBus(
        try hardware.i2cBus(at: section.path), timebase: surroundings.miningTimebase)
      var clearing: BusClearing?
      if let lines = section.recovery {
        clearing = BusClearing(
          clock: try hardware.gpio.openDrain(lines.clock), data: try hardware.gpio.openDrain(lines.data),
          pause: BusKeeper.pause)
      }
      let boards = configuration.boards.filter { $0.bus == section.name }
      return BusKeeper(
        section: section, started: started,
        bus: SharedI2CBus(watched, name: section.name, timebase: surroundings.miningTimebase),
        watched: watched, probe: BusProbe(avoiding: configuration.addresses(on: section.name)), clearing: clearing,
        ladder: ladder(of: section.name, canClock: clearing != nil),
        census: BusCensus(
          bus: section.name, boards: Dictionary(uniqueKeysWithValues: boards.map { ($0.name, $0.address) })))
    } catch {
      throw .cannotOpenBus(name: section.name, reason: "\(error)")
    }
  }

  /// A supply that rises slowly may pull the bus down until its boards have settled: that is no stuck bus.
  private func ladder(of bus: String, canClock: Bool) -> BusLadder {
    let supplies = supplies(on: bus)
    var times = BusLadder.Times()
    times.on = max(times.on, supplies.compactMap { settle(of: $0) }.max() ?? .zero)
    return BusLadder(supplies: supplies, canClock: canClock, times: times)
  }

  /// Switches that feed boards of a bus, in the order of the configuration.
  private func supplies(on bus: String) -> [String] {
    let boards = Set(configuration.boards.filter { $0.bus == bus }.map(\.name))
    return supplyMap.supplies.filter { !boards.isDisjoint(with: $0.boards) }.map(\.name)
  }

  /// Says where a bus runs at another clock than its owner thinks.
  func checkSpeed(of section: BusSection) {
    guard let wanted = section.speed, let real = surroundings.hardware.speed(ofBusAt: section.path), real != wanted
    else { return }
    condition(
      "bus.\(section.name).speed",
      "Bus \"\(section.name)\" runs at \(real), the configuration says \(wanted); the clock is set in the device tree "
        + "or for the adapter's driver, see doc/bus-health.md.")
  }

  /// Looks at every bus that may be stuck and takes the next step with it; scans those whose time has come.
  func tendBuses(at now: Uptime) async {
    for name in keepers.keys.sorted() {
      await tend(name, at: now)
      if let keeper = keepers[name], keeper.isScanDue(at: now) { await rescan(name, at: now) }
    }
  }

  private func tend(_ name: String, at now: Uptime) async {
    guard let keeper = keepers[name], keeper.wantsLook(on: suppliesOn, at: now) else { return }
    let finding = await keeper.look()
    keepers[name]?.hasComplaint = false
    let isFree: Bool
    switch finding {
    case .free: isFree = true
    case .stuck: isFree = false
    case .unknown: return
    }
    let suspects = suspects(keeper)
    let move = keepers[name]?.ladder.look(isFree: isFree, on: suppliesOn, suspects: suspects, at: now)
    guard let move else { return }
    for news in move.news { tell(news, of: name, finding) }
    let held = heldSupplies, isolated = Set(keepers.values.flatMap(\.ladder.isolated.keys))
    for (board, record) in records {
      let isHeld = record.section.supply.map(held.contains) ?? false
      records[board]?.isHeldForBus = isHeld
      if isHeld, record.isWanted { records[board]?.isPausedForBus = true }
      records[board]?.isIsolated = record.section.supply.map(isolated.contains) ?? false
    }
    if let outcome = await keeper.perform(move.action) { log.info("bus recovery", ["bus": name, "what": outcome]) }
  }

  /// Supplies that the ladders keep off.
  var heldSupplies: Set<String> { keepers.values.reduce(into: []) { $0.formUnion($1.ladder.held) } }

  /// The supply of the board that was spoken to when the bus stopped.
  private func suspects(_ keeper: BusKeeper) -> [String] {
    guard let address = keeper.watched.health.suspect else { return [] }
    return configuration.boards.filter { $0.bus == keeper.section.name && $0.address == address }.compactMap(\.supply)
  }

  private func tell(_ news: BusLadder.News, of bus: String, _ finding: BusProbe.Finding) {
    switch news {
    case .stuck:
      let why = if case .stuck(let error) = finding { "\(error)" } else { "" }
      condition("bus.\(bus)", "Bus \"\(bus)\" is stuck and is being freed. \(why)")
    case .freed(let how):
      condition("bus.\(bus)", nil)
      log.info("bus free", ["bus": bus, "by": how.words])
      boardControllers[bus]?.retry()
    case .heldByOthers:
      let text =
        "Bus \"\(bus)\" is stuck also without its boards: a sensor, the wiring or a board without a switch holds it."
      condition("bus.\(bus)", text)
      log.warning("bus held", ["bus": bus, "what": text])
    case .isolated(let supply, let trial):
      let boards = supplyMap.boards(of: supply).map { "\"\($0)\"" }.joined(separator: ", ")
      let wait = (trial - surroundings.timebase.now).brief
      condition(
        "bus.\(bus).\(supply)",
        "Bus \"\(bus)\" is stuck whenever switch \"\(supply)\" is on, which feeds \(boards); it is kept off and tried "
          + "again in \(wait), or by \"akkurat rescan\".")
    case .acquitted(let supply): condition("bus.\(bus).\(supply)", nil)
    }
  }
}

extension Controller {
  /// A bus as the status shows it.
  func busPart(_ keeper: BusKeeper) -> StatusDocument.BusPart {
    let known = configuration.addresses(on: keeper.section.name)
    let counts = keeper.watched.health.counts.filter { known.contains($0.key) }.sorted { $0.key < $1.key }
    return .init(
      name: keeper.section.name, state: BusWord.text(for: keeper.ladder.rung),
      isolated: keeper.ladder.isolated.keys.sorted(),
      addresses: counts.map { address, count in
        .init(
          address: Int(address.value), transactions: count.transactions, notAcknowledged: count.notAcknowledged,
          timedOut: count.timedOut, otherErrors: count.otherFailures)
      })
  }
}

extension BusLadder.How {
  /// As the end of "freed by …".
  var words: String {
    switch self {
    case .itself: "itself"
    case .clocks: "clock pulses"
    case .reopening: "opening the adapter anew"
    case .powerCycle: "switching boards off and on"
    }
  }
}
