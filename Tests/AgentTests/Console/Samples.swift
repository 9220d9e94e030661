@testable import Agent

/// Answers as the agent gives them.
enum Samples {
  static func connections(names: [String], jobs: Int = 0) -> ConnectionsDocument {
    ConnectionsDocument(
      program: "Akkurat", rig: "rig", buses: [.init(name: "main", state: "free", configured: [8], strangers: [])],
      connections: names.enumerated().map { index, name in
        .init(
          number: index + 1, name: name, bus: "main", address: 8 + index, dialect: "classic", powered: true,
          state: "waiting for a job", connection: "connected", jobs: jobs, results: jobs, accepted: jobs, refused: 0,
          hashRate: 200, effectiveHashRate: 190, transactions: 10, busErrors: 0, connections: 1, brownOuts: 0)
      })
  }

  static let status = StatusDocument(
    program: "Akkurat", uptimeS: 100,
    decision: .init(
      stage: "run", target: 3, powered: 3,
      reason: "The battery's 62 % (± 25) covers the host and 3 of 4 boards; the sky gives about 77 % of a clear one.",
      changes: "when the next look at sky and battery finds another number worth more than the present one",
      changesInS: 480),
    battery: .init(voltageV: 13.8, currentA: 0.4, stateOfCharge: 0.62, deviation: 0.25, mode: "fused", quality: "good"),
    panelW: 7.5, boards: [],
    pool: .init(state: "mining", connections: 3, accepted: 1, unpaid: 1, blocks: 0, refused: 0, unanswered: 0),
    energy: .init(
      panelWh: 1, chargedWh: 1, dischargedWh: 0, loadWh: 0, boardsWh: 0, hostWh: 0, conversionWh: 0, residualWh: 0,
      gapsS: 0), overrides: [], troubles: [])

  static func taken(id: String) -> OverrideAnswer {
    let json = """
      {"v":1,"dry_run":false,"taken":{"id":"\(id)","order":"boost","meaning":"all boards run","by":"pi","from":"console",
      "left_s":7200,"until_local":"2026-03-01 20:05","acts":true},"cleared":[],
      "notes":["It replaces o8 (boards 2, by somebody with a rather long name who gave it)."],"overrides":[]}
      """
    return OverrideAnswer(json: json)!
  }
}
