import Testing
import Units

@testable import Mining

@Suite("When the server may be asked")
struct AskingPaceTests {
  let start = UnixTime(seconds: 1_800_000_000)

  @Test("not more often than every 20 s, so under 5000 a day")
  func distance() {
    var pace = AskingPace()
    #expect(pace.wait(at: start) == .zero)
    pace.asked(at: start)
    #expect(pace.wait(at: start + .seconds(5)) == .seconds(15))
    pace.answered()
    #expect(pace.wait(at: start + .seconds(5)) == .seconds(15))
    #expect(pace.wait(at: start + .seconds(20)) == .zero)
    #expect(86400 / AskingPace.shortest.inSeconds < 5000)
  }

  @Test("who asks whenever it may gets through a day of refusals with fewer than ten of them in any hour")
  func banSafe() {
    for problem in [
      AccountProblem.refused(status: 429, wait: nil), .refused(status: 403, wait: nil), .unknownUser("x"),
      .unusable(reason: "x"), .refused(status: 429, wait: .seconds(1)),
    ] {
      var pace = AskingPace()
      var random = SplitMix(seed: 5)
      var asked: [UnixTime] = []
      var now = start
      while now < start + .hours(24) {
        now = now + max(pace.wait(at: now), .seconds(0.1))
        guard pace.wait(at: now) == .zero else { continue }
        pace.asked(at: now)
        pace.failed(problem, at: now, using: &random)
        asked.append(now)
      }
      for time in asked {
        #expect(asked.count { $0 >= time && $0 < time + .hours(1) } <= 5, "\(problem)")
      }
      #expect(asked.count >= 12, "it goes on asking, seldom")
    }
  }

  @Test("429 is left alone for a quarter of an hour or as long as it asks, 403 for an hour")
  func refusals() {
    func wait(_ problem: AccountProblem) -> Double {
      var pace = AskingPace()
      var random = SplitMix(seed: 1)
      pace.asked(at: start)
      pace.failed(problem, at: start, using: &random)
      return pace.wait(at: start).inSeconds
    }
    #expect((900...990).contains(wait(.refused(status: 429, wait: nil))))
    #expect((900...990).contains(wait(.refused(status: 429, wait: .seconds(3)))))
    #expect((2000...2200).contains(wait(.refused(status: 429, wait: .seconds(2000)))))
    #expect((3600...3960).contains(wait(.refused(status: 403, wait: nil))))
    #expect((30...45).contains(wait(.unreachable(what: "x", reason: "y"))))
  }

  @Test("a network that is away is tried ever more seldom, up to 10 to 15 min, and an answer forgets it")
  func backoff() {
    var pace = AskingPace()
    var random = SplitMix(seed: 2)
    var now = start
    var waits: [Double] = []
    for _ in 0..<8 {
      pace.asked(at: now)
      pace.failed(.unreachable(what: "x", reason: "y"), at: now, using: &random)
      waits.append(pace.wait(at: now).inSeconds)
      now = now + pace.wait(at: now)
    }
    #expect(waits[0] < waits[2] && waits[2] < waits[4])
    #expect((600...900).contains(waits[7]))
    pace.asked(at: now)
    pace.answered()
    pace.asked(at: now)
    pace.failed(.unreachable(what: "x", reason: "y"), at: now, using: &random)
    #expect(pace.wait(at: now).inSeconds <= 45)
  }

  @Test("a calendar that is set back makes no wait longer than an hour and a half")
  func setBack() {
    var pace = AskingPace()
    var random = SplitMix(seed: 3)
    pace.asked(at: start)
    pace.failed(.refused(status: 403, wait: nil), at: start, using: &random)
    #expect(pace.wait(at: start + .hours(-10_000)).inSeconds <= 5400)
  }
}
