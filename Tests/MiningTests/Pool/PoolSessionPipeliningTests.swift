import Testing
import Units

@testable import Mining

@Suite("The early JOB")
struct PoolSessionPipeliningTests {
  func harness() throws -> PoolSessionHarness {
    var harness = try PoolSessionHarness { $0.isPipelining = true }
    harness.mineFirstJob(after: 0.25)
    harness.found(300, after: 1.5)
    harness.handle(.jobWanted)
    return harness
  }

  @Test("goes out 20 ms after the share, not sooner, and its job comes without another request")
  func gap() throws {
    var harness = try harness()
    #expect(harness.take().last?.hasPrefix("→ 300,") == true)
    harness.wait(0.019)
    #expect(harness.take() == [])
    harness.wait(0.002)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
    harness.wait(0.23)
    harness.hear("GOOD\n\(PoolSessionHarness.job)\n")
    #expect(harness.take() == ["accepted", "job 6 by 89.8"])
  }

  @Test("is not sent when no job is wanted: the pause begins after the share")
  func pause() throws {
    var harness = try harness()
    harness.handle(.jobNotWanted)
    _ = harness.take()
    harness.wait(0.25)
    harness.hear("GOOD\n")
    #expect(harness.take() == ["accepted"])
    #expect(harness.session.stage == .idle)
  }

  @Test("becomes an ordinary JOB when the verdict is faster than the gap")
  func fastVerdict() throws {
    var harness = try harness()
    harness.hear("GOOD\n")
    harness.wait(0.5)
    #expect(harness.take().filter { $0.hasPrefix("→ JOB") }.count == 2)
  }

  @Test("swallowed by a merge: a second after the verdict it is sent again, and its job is worked on")
  func recovery() throws {
    var harness = try harness()
    harness.wait(0.25)
    harness.hear("GOOD\n")
    _ = harness.take()
    harness.wait(0.99)
    #expect(harness.take() == [])
    harness.wait(0.02)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
    harness.wait(0.25)
    harness.hear("\(PoolSessionHarness.job)\n")
    #expect(harness.take() == ["job 6 by 91.0"])
    harness.found(3, after: 0.1)
    #expect(harness.take() == [], "a verdict on the doubled JOB could still come")
    harness.wait(1)
    #expect(harness.take().first?.hasPrefix("→ 3,") == true)
  }

  @Test("late and not swallowed: the job goes, one BAD is taken for the doubled JOB, and one more is asked for")
  func doubled() throws {
    var harness = try harness()
    harness.wait(0.25)
    harness.hear("GOOD\n")
    harness.wait(1.05)
    _ = harness.take()
    harness.hear("\(PoolSessionHarness.job)\n")
    #expect(harness.take() == [], "it came sooner than the second JOB can be answered")
    harness.wait(0.2)
    harness.hear("BAD,Incorrect result\n")
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
    harness.hear("\(PoolSessionHarness.job)\n")
    #expect(harness.take().first?.hasPrefix("job 6") == true)
    #expect(harness.session.stage == .mining)
    #expect(harness.session.counts.accepted == 1)
  }

  @Test("late, and its BAD comes while the board is at work: the job is withdrawn before an answer can go astray")
  func doubledLate() throws {
    var harness = try harness()
    harness.wait(0.25)
    harness.hear("GOOD\n")
    harness.wait(1.25)
    harness.hear("\(PoolSessionHarness.job)\n")
    _ = harness.take()
    harness.wait(0.2)
    harness.hear("BAD,Incorrect result\n")
    #expect(harness.take() == ["withdraw"])
    harness.found(300, after: 1)
    #expect(harness.take() == [], "an answer to a job that is gone would be taken for a request")
    harness.handle(.jobWanted)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
  }
}
