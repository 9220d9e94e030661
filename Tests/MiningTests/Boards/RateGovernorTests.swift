import Bus
import Testing
import Units

@testable import Mining

@Suite("Rate limit of a fast board")
struct RateGovernorTests {
  static func rig(limit: HashRate? = HashRate(330)) -> Rig<FakeAkkurat> {
    var rig = Rig(.akkurat, FakeAkkurat(), rateLimit: limit)
    rig.power(true)
    rig.run()
    rig.events = []
    return rig
  }

  @Test("an answer is held back until the tier bears it, while the board sleeps, and only then a job is asked for")
  func held() {
    var rig = Self.rig()
    let start = rig.now
    let job = rig.assign(JobMaker.job(answer: 329))
    rig.run(for: .milliseconds(990))
    #expect(rig.events.isEmpty)
    #expect(rig.board.isAsleep)
    #expect(rig.supervisor.status(at: rig.now).state == .holding(job))
    rig.run(until: { $0 == .ready })
    #expect(abs((rig.now - start).inSeconds - 1) < 0.002)
    #expect(rig.events.count == 3 && rig.events.last == .ready)
  }

  @Test("the rate that is reported is the effective one, the chip's is shown beside it")
  func honest() {
    var rig = Self.rig()
    var random = SplitMix(seed: 9)
    var last: BoardResult?
    for _ in 0..<60 {
      rig.assign(JobMaker.random(difficulty: 6, using: &random).job)
      rig.run()
      if case .result(let result) = rig.events[rig.events.count - 3] { last = result }
    }
    let rate = last?.hashRate.value ?? 0
    #expect(rate > 300 && rate <= 331)
    let status = rig.supervisor.status(at: rig.now)
    #expect(abs(status.hashRate.value - 3300) < 120)
    #expect(status.effectiveHashRate.value <= 331)
  }

  @Test("without a limit the answer goes out at once, with the chip's rate")
  func unlimited() {
    var rig = Self.rig(limit: nil)
    let start = rig.now
    rig.assign(JobMaker.job(answer: 329))
    rig.run()
    #expect(rig.now - start < .milliseconds(160))
    guard case .result(let result) = rig.events.first else { return #expect(Bool(false)) }
    #expect(result.hashRate.value > 2500)
  }

  @Test("a held answer still goes out in its time when the board is switched off meanwhile")
  func switchedOff() {
    var rig = Self.rig()
    rig.assign(JobMaker.job(answer: 500))
    rig.run(for: .milliseconds(600))
    rig.power(false)
    rig.run()
    #expect(rig.events.count == 2)
    guard case .result = rig.events.first else { return #expect(Bool(false)) }
  }

  @Test("a held answer nobody waits for is thrown away, and the board is ready")
  func withdrawn() {
    var rig = Self.rig()
    rig.assign(JobMaker.job(answer: 500))
    rig.run(for: .milliseconds(600))
    rig.tell(.withdraw)
    rig.run()
    #expect(rig.events == [.ready])
  }

  @Test("a search nobody waits for is stopped on the board")
  func aborted() {
    var rig = Self.rig()
    rig.board.hashRate = 300
    rig.assign(JobMaker.job(answer: 500))
    rig.run(for: .milliseconds(600))
    rig.tell(.withdraw)
    rig.run()
    #expect(rig.events == [.ready])
    #expect(rig.board.aborts == 1)
  }
}
