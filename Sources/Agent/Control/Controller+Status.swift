internal import Bus
internal import Mining
internal import Power
internal import Units

extension Controller {
  /// Calls back after each cycle with the status, on the control task.
  public func listen(_ listener: @escaping @Sendable (StatusDocument) -> Void) {
    listeners.append(listener)
  }

  /// Hands every decision to a witness, with the snapshot it rested on.
  func setWitness(_ witness: @escaping @Sendable (GovernorSnapshot, Decision) -> Void) { self.witness = witness }

  /// Everything at this moment.
  public func status() -> StatusDocument {
    let now = surroundings.timebase.now
    let fleet = fleet?.statusOnEventLoop
    return StatusDocument(
      program: configuration.pool.fleet.software, uptimeS: (now - started).inSeconds,
      time: surroundings.calendar.now?.description, decision: decisionPart(at: now), battery: batteryPart,
      panelW: senses.panelPower?.value?.value, panelPeakW: configuration.rig.panel?.peak.value,
      boards: configuration.boards.map { boardPart($0, fleet) },
      buses: keepers.keys.sorted().compactMap { keepers[$0].map(busPart) },
      pool: poolPart(fleet), energy: energyPart, flows: flows.map(StatusDocument.FlowsPart.init),
      readings: panel.rows(at: now).map(StatusDocument.ReadingPart.init), overrides: overrideParts(at: now),
      schedule: schedulePart,
      troubles: conditions.conditions.map {
        .init(key: $0.key, text: $0.text, forS: (now - $0.since).inSeconds)
      })
  }

  private func decisionPart(at now: Uptime) -> StatusDocument.DecisionPart {
    let powered = records.values.filter { $0.poweredSince != nil }.count
    guard let decision else {
      return .init(
        stage: "off", target: 0, powered: powered, reason: "The agent is starting.", changes: "when it has sensed")
    }
    return .init(
      stage: decision.stage.name, target: decision.target, powered: powered, reason: "\(decision.reason)",
      changes: "\(decision.nextChange)", changesInS: decision.nextChange.time.map { ($0 - now).inSeconds })
  }

  private var batteryPart: StatusDocument.BatteryPart {
    .init(
      voltageV: senses.batteryVoltage?.value?.value, currentA: senses.batteryCurrent?.value?.value,
      temperatureC: senses.batteryTemperature?.value?.value,
      stateOfCharge: batteryState?.soc == nil ? nil : charge?.value,
      deviation: batteryState?.soc == nil ? nil : chargeDeviation, mode: batteryState?.mode.rawValue ?? "unknown",
      quality: senses.batteryVoltage?.quality.description ?? "no sensor", origin: senses.batteryVoltage?.origin)
  }

  private func boardPart(_ section: BoardSection, _ fleet: PoolFleetStatus?) -> StatusDocument.BoardPart {
    let record = records[section.name]
    let worker = fleet?.workers.first { $0.worker == record?.worker }
    let board = boardStatus(of: section)
    return .init(
      name: section.name, address: Int(section.address.value), dialect: section.dialect.rawValue,
      powered: record?.poweredSince != nil, state: board.map { BoardWord.text(for: $0.state) } ?? "off",
      hashRate: board?.hashRate.value ?? 0, accepted: worker?.counts.accepted ?? 0,
      refused: worker?.counts.refused ?? 0, wrongNonces: board?.counters.wrongNonces ?? 0,
      energyWh: ledger.boards[section.name]?.value ?? 0,
      measured: senses.boardPower.contains { $0.boards.contains(section.name) },
      miner: configuration.pool.minerName(of: section.name), connected: worker?.isConnected ?? false)
  }

  private func poolPart(_ fleet: PoolFleetStatus?) -> StatusDocument.PoolPart {
    let counts = fleet?.total ?? ShareCounts()
    let connections = fleet?.workers.count { $0.isConnected } ?? 0
    let state =
      switch poolTrouble {
      case .down: "out of reach"
      case .stopped(let reason): "\(reason)"
      case nil: connections > 0 ? "mining" : "resting"
      }
    return .init(
      node: fleet?.node?.description, state: state, connections: connections, accepted: counts.accepted,
      unpaid: counts.unpaid, blocks: counts.lucky, refused: counts.refused, unanswered: counts.unanswered,
      user: configuration.pool.fleet.account.username,
      service: configuration.pool.directory)
  }

  private var energyPart: StatusDocument.EnergyPart {
    .init(
      panelWh: ledger.panel.value, chargedWh: ledger.charged.value, dischargedWh: ledger.discharged.value,
      loadWh: ledger.load.value, boardsWh: ledger.boards.values.reduce(.zero, +).value,
      boardsMeasuredWh: ledger.measuredBoards.values.reduce(.zero, +).value, hostWh: ledger.host.value,
      conversionWh: ledger.conversion.value, residualWh: ledger.residual.value, gapsS: ledger.gaps.inSeconds)
  }
}
