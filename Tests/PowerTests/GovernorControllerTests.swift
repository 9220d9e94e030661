import Power
import Testing
import Units

@Suite("The brain behind one call")
struct GovernorControllerTests {
  private func controller() -> RigController { RigController(rig: GovernorYearTests.rig())! }

  /// Noon in Greensboro, the first of June.
  private let noon = 1_685_638_800.0

  private func feed(_ brain: inout RigController, from time: Double, step: Double, count: Int, volts: Double = 14.3)
    -> RigVerdict
  {
    var verdict: RigVerdict?
    for index in 0..<count {
      verdict = brain.take(
        RigSample(time: time + Double(index) * step, voltage: volts, current: 1.5, temperature: 20))
    }
    return verdict!
  }

  @Test("Any step from 1 s to 900 s is a rhythm and no outage", arguments: [1.0, 5, 60, 300, 900])
  func rhythm(step: Double) {
    var brain = controller()
    let verdict = feed(&brain, from: noon, step: step, count: Int(max(8, 120 / step)))
    #expect(verdict.boards > 0 && verdict.stage == .run)
  }

  @Test(
    "A rig switched on with a nearly empty battery knows it from the second sample on and starts nothing",
    arguments: [30.0, 300])
  func emptyStart(step: Double) {
    var brain = controller()
    for index in 0..<5 {
      let verdict = brain.take(
        RigSample(time: noon - 36000 + Double(index) * step, voltage: 12.3, current: -0.1, temperature: 20))
      #expect(verdict.boards == 0)
      // The first look alone may still say "anything".
      #expect(index == 0 || (verdict.charge?.value ?? 1) < 0.15)
    }
  }

  @Test("West of Greenwich a clock that was never set begins before 1970 by the sun, and nothing breaks")
  func clockOfNothing() {
    var brain = controller()
    for step in 0..<200 {
      let verdict = brain.take(
        RigSample(time: Double(step) * 300, voltage: 13.3, current: 0.1, temperature: 20))
      #expect(!verdict.reason.isEmpty)
    }
  }

  @Test("After a gap of more than two steps nothing counts as running, and the charge is the reconnect's")
  func gap() {
    var brain = controller()
    _ = feed(&brain, from: noon, step: 300, count: 10)
    let verdict = brain.take(RigSample(time: noon + 20000, voltage: 13.1, current: 0, temperature: 20))
    #expect(abs((verdict.charge?.value ?? 0) - 0.31) < 0.02)
  }

  @Test("After a gap a voltage far from the reconnect level is believed instead", arguments: [12.2, 13.9])
  func contradiction(volts: Double) {
    var brain = controller()
    _ = feed(&brain, from: noon, step: 300, count: 10)
    var verdict = brain.take(RigSample(time: noon + 20000, voltage: volts, current: 0, temperature: 20))
    for step in 1...3 {
      verdict = brain.take(RigSample(time: noon + 20000 + 300 * Double(step), voltage: volts, current: 0))
    }
    let charge = verdict.charge?.value ?? 0.31
    #expect(volts < 13 ? charge < 0.25 : charge > 0.6)
  }

  @Test("Without a voltage for 60 s everything is off")
  func blind() {
    var brain = controller()
    _ = feed(&brain, from: noon, step: 10, count: 20)
    var verdict = brain.take(RigSample(time: noon + 210))
    for step in 1...7 { verdict = brain.take(RigSample(time: noon + 210 + Double(step) * 10)) }
    #expect(verdict.boards == 0 && verdict.stage == .off)
  }

  @Test("A clock that jumps back changes nothing that runs")
  func clockJump() {
    var brain = controller()
    let before = feed(&brain, from: noon, step: 60, count: 30)
    let after = brain.take(RigSample(time: noon - 86400 * 365, voltage: 13.4, current: 0.5, temperature: 20))
    #expect(before.boards > 0 && after.stage == .run)
  }

  @Test("Whatever comes, a voltage below the floor runs nothing, and every answer has a reason", arguments: 1...8)
  func floor(seed: Int) {
    var random = TrialRandom(seed: UInt64(seed))
    var brain = controller()
    var time = noon
    for _ in 0..<400 {
      time += random.chance(0.03) ? random.between(-90000, 90000) : random.between(1, 900)
      let volts = random.chance(0.1) ? random.between(0, 30) : random.between(12.6, 13.6)
      let sample = RigSample(
        time: time, voltage: random.chance(0.1) ? nil : volts,
        current: random.chance(0.1) ? nil : random.between(-1, 1),
        temperature: random.chance(0.2) ? nil : 20, sun: random.chance(0.5) ? nil : random.between(0, 18))
      let verdict = brain.take(sample)
      if let voltage = sample.voltage, voltage < 9 { #expect(verdict.boards == 0) }
      #expect(verdict.reason.hasSuffix(".") && (0...20).contains(verdict.boards))
    }
  }
}
