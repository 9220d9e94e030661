import Power
import Testing
import Units

@Suite("Judging readings")
struct ReadingJudgeTests {
  func judge() -> ReadingJudge<Volts> {
    ReadingJudge(limits: .init(plausible: Volts(5)...Volts(16), jump: Volts(2.5)), origin: "adc", at: .zero)
  }

  @Test("a plausible sample is good and keeps its origin and time")
  func good() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), load: CommandedLoad(steps: 0))
    let reading = judge.reading(at: Uptime(seconds: 2))
    #expect(reading == Reading(value: Volts(12.8), time: Uptime(seconds: 1), origin: "adc", quality: .good))
  }

  @Test("Scenario 2: a rail, an open input or an impossible value is no data, never empty or full")
  func rail() {
    var judge = judge()
    judge.note(Volts(0), raw: 0, atRail: true, time: Uptime(seconds: 1), load: CommandedLoad(steps: 0))
    #expect(judge.reading(at: Uptime(seconds: 1)).quality == .atRail)
    #expect(judge.reading(at: Uptime(seconds: 1)).value == nil)
    judge.note(Volts(40), raw: 9, atRail: false, time: Uptime(seconds: 2), load: CommandedLoad(steps: 0))
    #expect(judge.reading(at: Uptime(seconds: 2)).quality == .implausible)
  }

  @Test("Scenario 2: one wild sample is a jump; a step that stays is believed")
  func jump() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), load: CommandedLoad(steps: 0))
    judge.note(Volts(9), raw: 2, atRail: false, time: Uptime(seconds: 2), load: CommandedLoad(steps: 0))
    #expect(judge.reading(at: Uptime(seconds: 2)).quality == .jump)
    judge.note(Volts(9.1), raw: 3, atRail: false, time: Uptime(seconds: 3), load: CommandedLoad(steps: 0))
    #expect(judge.reading(at: Uptime(seconds: 3)).value == Volts(9.1))
  }

  @Test("Scenario 3: no valid sample for 15 s is stale")
  func stale() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), load: CommandedLoad(steps: 0))
    #expect(judge.reading(at: Uptime(seconds: 16)).quality == .good)
    #expect(judge.reading(at: Uptime(seconds: 16.1)).quality == .stale)
  }

  @Test("Scenario 1: bit-identical for 60 s across a load step is stuck; a quiet night without one is not")
  func stuck() {
    var judge = judge()
    for second in 0...120 {
      judge.note(
        Volts(12.8), raw: 7, atRail: false, time: Uptime(seconds: Double(second)), load: CommandedLoad(steps: 0))
    }
    #expect(judge.reading(at: Uptime(seconds: 120)).quality == .good)
    judge.note(Volts(12.8), raw: 7, atRail: false, time: Uptime(seconds: 121), load: CommandedLoad(steps: 1))
    #expect(judge.reading(at: Uptime(seconds: 121)).quality == .stuck)
    judge.note(Volts(12.79), raw: 8, atRail: false, time: Uptime(seconds: 122), load: CommandedLoad(steps: 1))
    #expect(judge.reading(at: Uptime(seconds: 122)).quality == .good)
  }

  @Test("a source that fails says why and gives no value")
  func failing() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), load: CommandedLoad(steps: 0))
    judge.note(failure: "no acknowledge")
    #expect(judge.reading(at: Uptime(seconds: 1)).quality == .failed("no acknowledge"))
    #expect(judge.reading(at: Uptime(seconds: 1)).value == nil)
  }

  /// A judge of a battery voltage behind a converter of 8 bit: 60 mV a code, 6 mV a watt.
  func coarseJudge() -> ReadingJudge<Volts> {
    ReadingJudge(
      limits: .init(plausible: Volts(5)...Volts(16), code: Volts(0.06), perWatt: Volts(0.006)), origin: "adc", at: .zero
    )
  }

  @Test("Scenario 1: a converter too coarse to see a small load change is not stuck by standing still")
  func coarse() {
    var judge = coarseJudge()
    for second in 0...600 {
      // Boards of 0.12 W come and go.
      let load = CommandedLoad(steps: second / 100, power: Watts(1 + 0.12 * Double(second / 100)))
      judge.note(Volts(12.8), raw: 200, atRail: false, time: Uptime(seconds: Double(second)), load: load)
    }
    #expect(judge.reading(at: Uptime(seconds: 600)).quality == .good)
  }

  @Test("Scenario 1: a coarse converter that stands still across a change it must see is stuck")
  func coarseAndFrozen() {
    var judge = coarseJudge()
    for second in 0...120 {
      let load = CommandedLoad(steps: second < 30 ? 0 : 1, power: Watts(second < 30 ? 1 : 25))
      judge.note(Volts(12.8), raw: 200, atRail: false, time: Uptime(seconds: Double(second)), load: load)
    }
    #expect(judge.reading(at: Uptime(seconds: 120)).quality == .stuck)
  }

  @Test("a source that was in trouble is usable at once and trusted again after 30 s of good samples")
  func trust() {
    var judge = judge()
    func note(_ second: Double) {
      judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: second), load: CommandedLoad())
    }
    note(1)
    #expect(judge.mistrust(at: Uptime(seconds: 1)) == .zero)
    judge.note(failure: "no acknowledge")
    #expect(judge.mistrust(at: Uptime(seconds: 2)) == .seconds(30))
    note(3)
    #expect(judge.reading(at: Uptime(seconds: 3)).quality == .good)
    #expect(judge.mistrust(at: Uptime(seconds: 13)) == .seconds(20))
    for second in 4...33 { note(Double(second)) }
    #expect(judge.mistrust(at: Uptime(seconds: 33)) == .zero)
  }

  @Test("a source that was silent for longer than stale has to earn its trust again")
  func silent() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), load: CommandedLoad())
    judge.note(Volts(12.8), raw: 2, atRail: false, time: Uptime(seconds: 40), load: CommandedLoad())
    #expect(judge.reading(at: Uptime(seconds: 40)).quality == .good)
    #expect(judge.mistrust(at: Uptime(seconds: 40)) == .seconds(30))
  }
}
