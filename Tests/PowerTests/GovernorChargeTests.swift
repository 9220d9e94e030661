@testable import Power
import Testing
import Units

@Suite("The charge that is counted")
struct GovernorChargeTests {
  private func isFull(_ rig: String, volts: [Double], amps: Double = 0.002) -> Bool {
    var watch = FullnessWatch(rig: GovernorYearTests.rig(rig))
    for (index, volts) in volts.enumerated() {
      watch.take(current: amps, voltage: volts, isOffered: true, time: Double(index) * 300)
    }
    return watch.isFull
  }

  @Test("A cloud that balances the load is not taken for a full battery")
  func cloud() {
    #expect(!isFull("seed", volts: [5.14, 5.15, 5.14, 5.14]))
    #expect(!isFull("base", volts: [13.2, 13.2, 13.2, 13.2]))
  }

  @Test("A current that stands still near zero at the top of the curve is a full battery, at any charger's end voltage")
  func full() {
    #expect(isFull("seed", volts: [5.55, 5.55, 5.55, 5.55]))
    #expect(isFull("base", volts: [13.6, 13.6, 13.6, 13.6]))
    #expect(isFull("base", volts: [14.4, 14.4, 14.4, 14.4]))
    #expect(!isFull("base", volts: [14.4, 14.4, 14.4, 14.4], amps: 0.05))
  }

  @Test("Clearly below the voltage at which this battery was full lately, it is not full")
  func ceiling() {
    #expect(!isFull("base", volts: [14.4, 14.4, 14.4, 14.4, 13.6, 13.6, 13.6, 13.6]))
    #expect(!isFull("base", volts: [.nan, .nan, .nan]))
  }

  @Test(
    "The current sensor's zero is learned from full batteries, and a week without one costs little",
    arguments: [1.0, -1])
  func offset(sign: Double) {
    var tracker = ChargeTracker(rig: GovernorYearTests.rig("seed"))
    tracker.isFull(idle: 0.002 * sign)
    var truth = 1.0
    for step in 0..<(7 * 288) {
      let amps = step % 288 < 144 ? -0.05 : 0.0525
      truth += (amps > 0 ? 0.96 : 1) * amps * 5.1 / 12 / 11.5
      tracker.count(volts: 5.1, amps: amps + 0.002 * sign, hours: 1.0 / 12)
      if step == 143 || step == 287 { #expect(tracker.deviation < 0.04) }
    }
    #expect(abs(tracker.offset - 0.002 * sign) < 0.0006)
    #expect(abs(tracker.charge - truth) < 0.06)
  }

  @Test("What was learned of the current sensor survives a restart; nonsense does not")
  func resumed() {
    var tracker = ChargeTracker(rig: GovernorYearTests.rig())
    tracker.isFull(idle: 0.002)
    var next = ChargeTracker(rig: GovernorYearTests.rig())
    next.resume(charge: 0.7, variance: 0.001, idle: tracker.idle, awayHours: 1)
    #expect(next.offset == tracker.offset && next.offset > 0.001)
    #expect(abs(next.charge - 0.7) < 1e-9)
    var odd = ChargeTracker(rig: GovernorYearTests.rig())
    odd.resume(charge: 0.7, variance: 0.001, idle: [.nan, 1], awayHours: 1)
    #expect(odd.offset == 0)
  }

  @Test("An estimate that is wrong for days makes the count no surer than it is itself")
  func persistent() {
    var tracker = ChargeTracker(rig: GovernorYearTests.rig())
    for _ in 0..<(5 * 288) { tracker.blend(0.4, deviation: 0.05, hours: 1.0 / 12) }
    #expect(abs(tracker.charge - 0.4) < 0.02)
    #expect(tracker.deviation > 0.045)
  }

  @Test("A sure count is not pulled by an estimate that knows less")
  func sure() {
    var tracker = ChargeTracker(rig: GovernorYearTests.rig())
    tracker.isBack()
    for _ in 0..<288 { tracker.blend(0.5, deviation: 0.08, hours: 1.0 / 12) }
    #expect(abs(tracker.charge - 0.31) < 0.001)
  }
}
