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
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), loadSteps: 0)
    let reading = judge.reading(at: Uptime(seconds: 2))
    #expect(reading == Reading(value: Volts(12.8), time: Uptime(seconds: 1), origin: "adc", quality: .good))
  }

  @Test("Scenario 2: a rail, an open input or an impossible value is no data, never empty or full")
  func rail() {
    var judge = judge()
    judge.note(Volts(0), raw: 0, atRail: true, time: Uptime(seconds: 1), loadSteps: 0)
    #expect(judge.reading(at: Uptime(seconds: 1)).quality == .atRail)
    #expect(judge.reading(at: Uptime(seconds: 1)).value == nil)
    judge.note(Volts(40), raw: 9, atRail: false, time: Uptime(seconds: 2), loadSteps: 0)
    #expect(judge.reading(at: Uptime(seconds: 2)).quality == .implausible)
  }

  @Test("Scenario 2: one wild sample is a jump; a step that stays is believed")
  func jump() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), loadSteps: 0)
    judge.note(Volts(9), raw: 2, atRail: false, time: Uptime(seconds: 2), loadSteps: 0)
    #expect(judge.reading(at: Uptime(seconds: 2)).quality == .jump)
    judge.note(Volts(9.1), raw: 3, atRail: false, time: Uptime(seconds: 3), loadSteps: 0)
    #expect(judge.reading(at: Uptime(seconds: 3)).value == Volts(9.1))
  }

  @Test("Scenario 3: no valid sample for 15 s is stale")
  func stale() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), loadSteps: 0)
    #expect(judge.reading(at: Uptime(seconds: 16)).quality == .good)
    #expect(judge.reading(at: Uptime(seconds: 16.1)).quality == .stale)
  }

  @Test("Scenario 1: bit-identical for 60 s across a load step is stuck; a quiet night without one is not")
  func stuck() {
    var judge = judge()
    for second in 0...120 {
      judge.note(Volts(12.8), raw: 7, atRail: false, time: Uptime(seconds: Double(second)), loadSteps: 0)
    }
    #expect(judge.reading(at: Uptime(seconds: 120)).quality == .good)
    judge.note(Volts(12.8), raw: 7, atRail: false, time: Uptime(seconds: 121), loadSteps: 1)
    #expect(judge.reading(at: Uptime(seconds: 121)).quality == .stuck)
    judge.note(Volts(12.79), raw: 8, atRail: false, time: Uptime(seconds: 122), loadSteps: 1)
    #expect(judge.reading(at: Uptime(seconds: 122)).quality == .good)
  }

  @Test("a source that fails says why and gives no value")
  func failing() {
    var judge = judge()
    judge.note(Volts(12.8), raw: 1, atRail: false, time: Uptime(seconds: 1), loadSteps: 0)
    judge.note(failure: "no acknowledge")
    #expect(judge.reading(at: Uptime(seconds: 1)).quality == .failed("no acknowledge"))
    #expect(judge.reading(at: Uptime(seconds: 1)).value == nil)
  }
}
