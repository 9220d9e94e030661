internal import Bus
internal import Mining
internal import Units

extension Controller {
  /// Looks at every bus anew, now: the owner has changed something. Boards that were given up are asked again, those in
  /// quarantine are released, supplies that were isolated get their trial. Answers what was found.
  func rescan() async -> RescanDocument {
    let now = surroundings.timebase.now
    var document = RescanDocument(buses: [])
    for name in keepers.keys.sorted() {
      keepers[name]?.ladder.pardon(at: now)
      keepers[name]?.census.settle()
      await rescan(name, at: now)
      boardControllers[name]?.retry()
      let strangers = keepers[name]?.census.strangers ?? []
      document.buses.append(.init(name: name, strangers: strangers.map { Int($0.value) }))
    }
    for (name, record) in records where record.isQuarantined {
      records[name]?.isQuarantined = false
      condition("board.\(name)", nil)
      boardControllers[record.section.bus]?.release(BoardID(name))
    }
    log.info("rescanned", ["buses": "\(document.buses.count)"])
    return document
  }

  /// Looks at the addresses of a bus that nobody is configured at. A bus that is stuck is left to its ladder.
  func rescan(_ name: String, at now: Uptime) async {
    guard let keeper = keepers[name] else { return }
    var skipped = configuration.addresses(on: name)
    skipped.formUnion(surroundings.hardware.addressesOfDrivers(onBusAt: keeper.section.path))
    let found = await keeper.strangers(skipping: skipped)
    keepers[name]?.census.scanned(found ?? keeper.census.strangers, at: now)
    tellCensus(of: name)
  }

  /// Takes the id that a board told.
  func identified(_ board: BoardID, as chip: ChipID) {
    guard let bus = records[board.name]?.section.bus else { return }
    keepers[bus]?.census.identified(board.name, as: "\(chip)")
    tellCensus(of: bus)
  }

  /// What is odd on a bus, each once; what is no longer so ends.
  private func tellCensus(of bus: String) {
    let missing = records.filter { $0.value.section.bus == bus && $0.value.isMissing }.keys
    let findings = keepers[bus]?.census.findings(missing: Set(missing)) ?? []
    let keys = Set(findings.map(\.key))
    for key in oddities[bus, default: []].subtracting(keys) { condition(key, nil) }
    for finding in findings { condition(finding.key, finding.text) }
    oddities[bus] = keys
  }
}
