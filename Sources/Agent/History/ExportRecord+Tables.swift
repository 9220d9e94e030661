internal import Units

extension ExportRecord {
  init(_ row: HistoryInterval) {
    time = UnixTime(seconds: Double(row.start))
    let energies: [(name: String, value: Value)] = [
      ("panel_wh", row.panel), ("charged_wh", row.charged), ("discharged_wh", row.discharged),
      ("boards_wh", row.boards), ("boards_measured_wh", row.boardsMeasured), ("host_wh", row.host),
      ("conversion_wh", row.conversion), ("residual_wh", row.residual), ("curtailed_wh", row.curtailed),
      ("sun_wh", row.sun), ("forecast_wh", row.forecast),
    ].map { ($0.0, .number($0.1.value)) }
    let limit = row.limits.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
    let boardSeconds = row.boardsOn.reduce(0) { $0 + Double($1.key) * $1.value }
    fields =
      [("seconds", .number(row.seconds)), ("gap_s", .number(row.gaps))] + energies + Self.band("soc", row.charge)
      + [("soc_deviation", row.charge == nil ? .nothing : .number(row.deviation))] + Self.band("volt_v", row.voltage)
      + Self.band("temp_c", row.temperature) + [
        ("panel_peak_w", .number(row.panelPeak.value)),
        ("boards_on", .number(row.seconds > 0 ? boardSeconds / row.seconds : 0)),
        ("limit", limit.map { .text($0.key.rawValue) } ?? .nothing), ("switchings", .integer(row.switchings)),
        ("brown_outs", .integer(row.brownOuts)), ("unsynchronised", .integer(row.isUnsynchronised ? 1 : 0)),
      ] + Self.shares(row.shares)
  }

  init(_ row: BoardInterval) {
    time = UnixTime(seconds: Double(row.start))
    tags = [("board", row.board)]
    fields =
      [
        ("energy_wh", .number(row.energy.value)), ("measured_wh", .number(row.measured.value)),
        ("active_s", .number(row.active)), ("idle_s", .number(row.idle)), ("sleep_s", .number(row.asleep)),
        ("starts", .integer(row.starts)), ("brown_outs", .integer(row.brownOuts)),
      ] + Self.shares(row.shares)
  }

  init(_ decision: HistoryDecision) {
    time = decision.time
    fields = [
      ("stage", .text(decision.stage)), ("target", .integer(decision.target)), ("powered", .integer(decision.powered)),
      ("limit", .text(decision.limit.rawValue)), ("reason", .text(decision.reason)),
      ("changes", .text(decision.changes)), ("unsynchronised", .integer(decision.isUnsynchronised ? 1 : 0)),
    ]
  }

  init(_ event: HistoryEvent) {
    time = event.time
    tags = [("kind", event.kind.rawValue), ("subject", event.subject)]
    fields = [
      ("text", .text(event.text)), ("who", event.who.map { .text($0) } ?? .nothing),
      ("value", event.value.map { .number($0) } ?? .nothing),
      ("unsynchronised", .integer(event.isUnsynchronised ? 1 : 0)),
    ]
  }

  init(_ trouble: HistoryTrouble) {
    time = trouble.began
    tags = [("key", trouble.key)]
    fields = [
      ("text", .text(trouble.text)), ("ended", trouble.ended.map { .text($0.description) } ?? .nothing),
      ("unsynchronised", .integer(trouble.isUnsynchronised ? 1 : 0)),
    ]
  }

  private static func band(_ name: String, _ band: HistoryBand?) -> [(name: String, value: Value)] {
    [
      ("\(name)_min", band.map { .number($0.least) } ?? .nothing),
      ("\(name)_mean", band.map { .number($0.mean) } ?? .nothing),
      ("\(name)_max", band.map { .number($0.greatest) } ?? .nothing),
    ]
  }

  private static func shares(_ shares: HistoryShares) -> [(name: String, value: Value)] {
    [
      ("accepted", .integer(shares.accepted)), ("unpaid", .integer(shares.unpaid)), ("blocks", .integer(shares.blocks)),
      ("refused", .integer(shares.refused)), ("unanswered", .integer(shares.unanswered)),
      ("wrong", .integer(shares.wrong)), ("hashes", .integer(shares.hashes)), ("reward_duco", .number(shares.reward)),
    ]
  }
}
