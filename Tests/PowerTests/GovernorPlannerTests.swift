@testable import Power
import Testing
import Units

@Suite("The planner")
struct GovernorPlannerTests {
  /// Greensboro, local solar midnight before the 21st of December.
  private let midnight = 1_703_137_188.0

  private func boards(charge: Double, hour: Double, change: (inout RigDescription) -> Void = { _ in }) -> Int {
    var rig = GovernorYearTests.rig()
    change(&rig)
    var planner = Planner(rig: rig)
    let time = UnixTime(seconds: midnight + hour * 3600)
    return planner.advise(at: time, charge: charge, deviation: 0.02, running: 0).boards
  }

  @Test("A full battery at noon burns what would be lost")
  func full() { #expect(boards(charge: 1, hour: 12) == 20) }

  @Test("A nearly empty battery in a winter night is kept for the host")
  func empty() { #expect(boards(charge: 0.25, hour: 19) == 0) }

  @Test("More charge never means fewer boards")
  func monotonic() {
    let counts = stride(from: 0.2, through: 1, by: 0.05).map { boards(charge: $0, hour: 16) }
    #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test("A hungrier host makes the plan keep more")
  func host() {
    let charges = stride(from: 0.3, through: 1, by: 0.1)
    let thrifty = charges.reduce(0) { sum, charge in
      sum + boards(charge: charge, hour: 18) { $0.hostPower = Watts(0.2) }
    }
    let hungry = charges.reduce(0) { sum, charge in sum + boards(charge: charge, hour: 18) { $0.hostPower = Watts(2) } }
    #expect(thrifty >= hungry && thrifty > 0)
  }

  @Test("Scenario 24: lithium below 0 °C takes no charge, so the sun is spent while it shines")
  func cold() {
    let time = UnixTime(seconds: midnight + 12 * 3600)
    let counts = [20.0, -5].map { temperature in
      var planner = Planner(rig: GovernorYearTests.rig())
      for step in -30..<0 {
        let from = UnixTime(seconds: time.seconds + Double(step) * 600)
        planner.observe(to: from + .seconds(600), watts: planner.clearPower(at: from), isFloor: false)
      }
      planner.feel(Celsius(temperature), at: time)
      return planner.advise(at: time, charge: 0.3, deviation: 0.02, running: 0).boards
    }
    #expect(counts[1] > counts[0])
  }

  @Test("A watt-hour from a nearly empty battery wears more than one from a full one, and haste wears more")
  func wear() {
    let wear = BatteryWear(rig: GovernorYearTests.rig(), settings: PlannerSettings())
    #expect(wear.perWattHour(at: 20) > 2 * wear.perWattHour(at: 70) && wear.perWattHour(at: 70) > 0)
    #expect(wear.haste(of: 3) == 1 && wear.haste(of: 80) > 2)
  }

  @Test("Every choice has a sentence and a later look")
  func reasons() {
    var planner = Planner(rig: GovernorYearTests.rig())
    let time = UnixTime(seconds: midnight + 3600)
    let choice = planner.advise(at: time, charge: 0.5, deviation: 0.05, running: 3)
    #expect(choice.why.hasSuffix(".") && choice.review > time)
  }

  @Test("The n-th worker earns less, the first ten shares of a connection nothing")
  func worth() {
    #expect(ShareEarnings.worth(of: 4) == 4)
    #expect(abs(ShareEarnings.worth(ofWorker: 12) - 0.7214) < 1e-3)
    var earnings = ShareEarnings()
    earnings.add(boards: 1, started: 1, hours: 1)
    #expect(abs(earnings.shares - earnings.paid - 10) < 1e-9)
  }

  @Test("A budget has twelve months, and more panel never earns less")
  func budget() throws {
    let rig = GovernorYearTests.rig("seed")
    let panel = try #require(rig.panel)
    var sun = SolarSeries.typical(latitude: 36, longitude: -80, panel: panel, seed: 1)
    sun.watts = Array(sun.watts.prefix(12 * 288))
    let budget = try #require(RigBudget(rig: rig, series: sun))
    #expect(budget.months.count == 12 && budget.darkDays > 1)
    #expect(budget.purchases[1].workerHours >= budget.asDescribed.workerHours)
  }
}
