internal import Bus
internal import Mining
internal import Units

extension Controller {
  /// Boards and connections in all detail.
  public func connections() -> ConnectionsDocument {
    let now = surroundings.timebase.now
    let fleet = fleet?.statusOnEventLoop
    let memory = MachineMemory()
    return ConnectionsDocument(
      program: configuration.pool.fleet.software, rig: configuration.pool.fleet.rig, node: fleet?.node?.description,
      memoryFreeMb: memory.free, memoryUsedMb: memory.used, buses: keepers.keys.sorted().compactMap(bus),
      connections: configuration.boards.enumerated().map { connection($0 + 1, $1, fleet, at: now) })
  }

  private func bus(_ name: String) -> ConnectionsDocument.Bus? {
    guard let keeper = keepers[name] else { return nil }
    let speed = surroundings.hardware.speed(ofBusAt: keeper.section.path) ?? keeper.section.speed
    return .init(
      name: name, state: BusWord.text(for: keeper.ladder.rung), speedKhz: speed.map { $0.value / 1000 },
      configured: configuration.addresses(on: name).map { Int($0.value) }.sorted(),
      strangers: keeper.census.strangers.map { Int($0.value) })
  }

  private func connection(
    _ number: Int, _ section: BoardSection, _ fleet: PoolFleetStatus?, at now: Uptime
  ) -> ConnectionsDocument.Connection {
    let record = records[section.name]
    let worker = fleet?.workers.first { $0.worker == record?.worker }
    let board = boardStatus(of: section)
    let counters = board?.counters ?? BoardCounters()
    var since: Double?
    if case .working(_, let start) = board?.state { since = (surroundings.miningTimebase.now - start).inSeconds }
    return .init(
      number: number, name: section.name, bus: section.bus, address: Int(section.address.value),
      dialect: section.dialect.rawValue, powered: record?.poweredSince != nil,
      state: board.map { BoardWord.text(for: $0.state) } ?? "off",
      connection: worker.map { ConnectionWord.text(for: $0.stage, at: surroundings.miningTimebase.now) } ?? "none",
      chip: board.map { "\($0.chip)" }, jobs: counters.jobs, results: counters.results,
      jobsLeft: jobBook.left(for: section.name), inJobS: since, accepted: worker?.counts.accepted ?? 0,
      refused: worker?.counts.refused ?? 0, verdictS: worker?.roundTrip?.inSeconds,
      hashRate: board?.hashRate.value ?? 0, effectiveHashRate: board?.effectiveHashRate.value ?? 0,
      transactions: counters.transactions,
      busErrors: counters.notAcknowledged + counters.busTimeouts + counters.otherBusErrors,
      connections: worker?.connections ?? 0, brownOuts: counters.brownOuts,
      last: lastAnswers[section.name].map { answer in
        .init(
          nonce: answer.nonce, difficulty: answer.difficulty, elapsedS: answer.seconds,
          agoS: (now - answer.time).inSeconds)
      })
  }
}

/// What a board answered last.
struct LastAnswer: Sendable {
  var nonce: Int
  var difficulty: Int
  var seconds: Double
  var time: Uptime
}

/// What a connection does, in the words every face shows.
enum ConnectionWord {
  static func text(for stage: PoolWorkerStage, at now: Uptime) -> String {
    switch stage {
    case .resting: "resting"
    case .waiting(let until, _): "trying again in \((until - now).brief)"
    case .waitingForPool: "waiting for the pool"
    case .overLimit: "over the limit"
    case .session: "connected"
    case .stopped(let reason): "stopped: \(reason)"
    }
  }
}

/// `{"v":1,"op":"connections"}`
struct ConnectionsOperation: ControlOperation {
  let agent: WeakController
  let name = "connections"

  func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
    guard let controller = agent.controller else { throw .stopping }
    return .line(await controller.connections().json())
  }
}
