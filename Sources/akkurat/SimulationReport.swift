import Foundation
import Power
import Units

/// What `akkurat simulate --json` prints.
struct SimulationReport: Encodable {
  var controller: String
  var hours: Double
  var workerHours: Double
  var brownOutHours: Double
  var outages: Int
  var switches: Int
  var switchesADay: Double
  var curtailed: Double
  var sun: Double
  var cycles: Double
  var socEnd: Double
  var shares: Double
  var paidShares: Double
  var reward: Double

  enum CodingKeys: String, CodingKey {
    case controller, hours, outages, switches, cycles, shares, reward
    case workerHours = "worker_h"
    case brownOutHours = "brown_h"
    case switchesADay = "switches_per_day"
    case curtailed = "curtail_wh"
    case sun = "sun_wh"
    case socEnd = "soc_end"
    case paidShares = "paid_shares"
  }

  init(_ run: YearRun, controller: String) {
    self.controller = controller
    hours = Double(run.points.count) * SolarSeries.step / 3600
    workerHours = run.tally.workerHours
    brownOutHours = run.tally.darkHours
    outages = run.tally.outages
    switches = run.tally.changes
    switchesADay = hours > 0 ? Double(switches) / hours * 24 : 0
    curtailed = run.tally.curtailed
    sun = run.tally.sunHours
    let usable = run.rig.battery.energy.value * (1 - run.rig.battery.disconnect.value)
    cycles = usable > 0 ? run.tally.stored / usable : 0
    socEnd = run.finalCharge
    shares = run.earnings.shares
    paidShares = run.earnings.paid
    reward = run.earnings.duco
  }

  /// One JSON object with sorted keys.
  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
