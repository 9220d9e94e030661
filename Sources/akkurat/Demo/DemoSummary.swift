import Agent
import Foundation
import Simulator
import Units

/// What the demonstration came to: the agent's book beside the simulator's truth.
struct DemoSummary: JSONDocument {
  /// Book and truth at one moment.
  struct Moment: Sendable {
    var status: StatusDocument
    var truth: EnergyTruth
  }

  /// One line of the book beside the truth.
  struct Flow: Codable, Sendable {
    var name: String
    var agentWh: Double
    var truthWh: Double
    /// Difference as a part of the throughput.
    var differenceOfThroughput: Double
  }

  var simulatedHours: Double
  var speed: Double
  /// Mining ran this many times slower than the sun; 1 means that every share is real.
  var miningSampledBy: Double
  var flows: [Flow]
  var worstDifferenceOfThroughput: Double
  var throughputWh: Double
  /// The agent's measured less modelled load.
  var residualWh: Double
  var curtailedWh: Double
  /// Simulated time in which the agent had no measured flows.
  var gapsS: Double
  var switchings: Int
  var mostBoardsOn: Int
  var decisions: Int
  /// As the pool counted them.
  var sharesAccepted: Int
  var sharesRefused: Int
  var wrongNoncesAtPool: Int
  var wrongNoncesStopped: Int
  var quarantined: [String]

  /// Compares book and truth between two moments: the world began a little before the agent could see it.
  init(
    from start: Moment, to end: Moment, pool: PoolStatistics, speed: Double, stretch: Double, switchings: Int,
    mostBoardsOn: Int, decisions: Int
  ) {
    let status = end.status
    let energy = status.energy
    let book = start.status.energy
    let truth = (start: start.truth, end: end.truth)
    let throughput = (truth.end.throughput - truth.start.throughput).value
    let consumed = { (truth: EnergyTruth) in truth.harvested + truth.batteryOut - truth.batteryIn }
    let pairs: [(String, Double, WattHours)] = [
      ("panel", energy.panelWh - book.panelWh, truth.end.harvested - truth.start.harvested),
      ("into battery", energy.chargedWh - book.chargedWh, truth.end.batteryIn - truth.start.batteryIn),
      ("out of battery", energy.dischargedWh - book.dischargedWh, truth.end.batteryOut - truth.start.batteryOut),
      ("all consumers", energy.loadWh - book.loadWh, consumed(truth.end) - consumed(truth.start)),
    ]
    flows = pairs.map { name, agent, truth in
      Flow(
        name: name, agentWh: agent, truthWh: truth.value,
        differenceOfThroughput: throughput > 0 ? (agent - truth.value) / throughput : 0)
    }
    worstDifferenceOfThroughput = flows.map(\.differenceOfThroughput.magnitude).max() ?? 0
    throughputWh = throughput
    residualWh = energy.residualWh - book.residualWh
    curtailedWh = (truth.end.curtailed - truth.start.curtailed).value
    gapsS = energy.gapsS - book.gapsS
    simulatedHours = (status.uptimeS - start.status.uptimeS) / 3600
    self.speed = speed
    miningSampledBy = stretch
    self.switchings = switchings
    self.mostBoardsOn = mostBoardsOn
    self.decisions = decisions
    sharesAccepted = pool.accepted
    sharesRefused = pool.refused
    wrongNoncesAtPool = pool.wrongNonces
    wrongNoncesStopped = status.boards.reduce(0) { $0 + $1.wrongNonces }
    quarantined = status.troubles.filter { $0.text.contains("quarantine") }.map(\.text)
  }

  /// As people read it.
  var lines: [String] {
    let head = "What came of \(Decimal.fixed(simulatedHours, 1)) hours of sun"
    let table = flows.map { flow in
      flow.name.padded(16) + right(flow.agentWh, 11) + right(flow.truthWh, 11)
        + "   \(Decimal.fixed(flow.differenceOfThroughput * 100, 2)) % of throughput"
    }
    let sampled =
      miningSampledBy > 1
      ? "Mining was sampled: boards and pool ran \(Decimal.fixed(miningSampledBy, 0)) times slower than the sun."
      : "Every share was mined in the time it takes."
    return ["", head, "".padded(16) + "  agent/Wh   truth/Wh   difference"] + table + [
      "residual".padded(16) + right(residualWh, 11) + "              measured less modelled load",
      "curtailed".padded(16) + "           " + right(curtailedWh, 11) + "   what the full battery could not take",
      "gaps".padded(16) + "\(Duration.seconds(gapsS).brief) without measured flows",
      "",
      "Boards were switched \(switchings) times, \(mostBoardsOn) on at the most, by \(decisions) decisions.",
      "The pool accepted \(sharesAccepted) shares and refused \(sharesRefused); it saw \(wrongNoncesAtPool) wrong nonces.",
      "\(wrongNoncesStopped) wrong answers of boards were stopped before the pool.",
      sampled,
    ] + quarantined
  }

  private func right(_ value: Double, _ width: Int) -> String { Decimal.fixed(value, 3).rightAligned(width) }
}
