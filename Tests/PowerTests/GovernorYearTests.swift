import Foundation
import Power
import Testing
import Units

/// A year on the energy model, against figures that an independent implementation of it gave.
@Suite("A simulated year")
struct GovernorYearTests {
  static func series(_ name: String, _ label: SolarSeries.Label) throws -> SolarSeries {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "Examples/data/\(name).csv.gz"))
    return try SolarSeries(csv: [UInt8](data), label: label)
  }

  static func greensboro() throws -> SolarSeries { try series("pv_greensboro_tmy3", .intervalStart) }

  static func rig(_ variant: String = "base") -> RigDescription {
    var rig = RigDescription()
    rig.place = .init(latitude: 36.1, longitude: -79.95, elevation: Meters(273))
    rig.panel = .init(peak: Watts(20), tilt: Degrees(36), azimuth: Degrees(180))
    if variant == "seed" {
      rig.panel?.peak = Watts(5)
      rig.battery.chemistry = "nimh"
      rig.battery.capacity = AmpHours(2.4)
      rig.battery.energy = WattHours(11.5)
      rig.battery.resistance = Ohms(0.2)
      rig.hostPower = Watts(0.15)
      rig.boardCount = 6
      rig.boardPower = Watts(0.1)
    }
    return rig
  }

  @Test(
    "The yardsticks give the reference model's worker-hours, curtailed energy and outages",
    arguments: [
      ("all-on", 140923.929, 2274.2251, 175), ("hysteresis", 109655.0, 4682.2513, 13),
      ("proportional", 98972.4167, 6184.9375, 12),
    ])
  func yardsticks(name: String, workerHours: Double, curtailed: Double, outages: Int) throws {
    let controller = try #require(ReferenceController(named: name))
    let sun = try Self.greensboro()
    let run = try #require(
      YearRun(rig: Self.rig(), series: sun, pilot: .reference(controller)))
    #expect(abs(run.tally.workerHours / workerHours - 1) < 0.005)
    #expect(abs(run.tally.curtailed / curtailed - 1) < 0.005)
    #expect(run.tally.outages == outages)
  }

  @Test("The second site's rows are instants with an offset, and its yardstick holds, too")
  func instants() throws {
    let sun = try Self.series("pv_piedmont_pvgis_tmy", .instant(offset: 634))
    let allOn = try #require(ReferenceController(named: "all-on"))
    let run = try #require(YearRun(rig: Self.rig(), series: sun, pilot: .reference(allOn)))
    #expect(abs(run.tally.workerHours / 132937.9956 - 1) < 0.005)
    #expect(run.tally.outages == 186)
  }

  @Test("Behind noisy sensors the governor beats hysteresis on dark hours and on work, and switches seldom")
  func governor() throws {
    var sun = try Self.greensboro()
    sun.watts = Array(sun.watts.prefix(45 * 288))
    let run = try #require(YearRun(rig: Self.rig(), series: sun, pilot: .governor(seed: 1, withSun: false)))
    let hysteresis = try #require(ReferenceController(named: "hysteresis"))
    let simple = try #require(YearRun(rig: Self.rig(), series: sun, pilot: .reference(hysteresis)))
    let worth = { (tally: EnergyTally) in tally.workerHours - 80 * tally.darkHours }
    #expect(worth(run.tally) > worth(simple.tally))
    #expect(Double(run.tally.changes) / 45 < 24)
  }

  @Test("The same seed gives the same run")
  func repeatable() throws {
    var sun = try Self.greensboro()
    sun.watts = Array(sun.watts.prefix(5 * 288))
    let runs = (0..<2).map { _ in YearRun(rig: Self.rig(), series: sun, pilot: .governor(seed: 4, withSun: false)) }
    #expect(runs[0]?.points == runs[1]?.points && runs[0] != nil)
  }
}
