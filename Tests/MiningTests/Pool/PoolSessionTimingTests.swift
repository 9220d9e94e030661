import Testing
import Units

@testable import Mining

@Suite("A pool session and the pool's clocks")
struct PoolSessionTimingTests {
  @Test("Scenario 5: in a pause the connection stays for 85 s after the last byte, then it is closed cleanly")
  func pause() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.found(300, after: 1.5)
    harness.hear("GOOD\n")
    _ = harness.take()
    harness.wait(80)
    #expect(harness.take() == [])
    harness.handle(.jobWanted)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
    harness.hear("\(PoolSessionHarness.job)\n")
    harness.found(300, after: 1.5)
    harness.hear("GOOD\n")
    _ = harness.take()
    harness.wait(84.9)
    #expect(harness.take() == [])
    harness.wait(0.2)
    #expect(harness.session.closeReason == .idle)
  }

  @Test("a board that is not ready has its first JOB sent at 25 s, before the pool's 30 s")
  func firstJob() throws {
    var harness = try PoolSessionHarness()
    harness.handle(.connected)
    harness.hear("4.3\n")
    harness.wait(24.9)
    #expect(harness.take() == [])
    harness.wait(0.2)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
    harness.hear("\(PoolSessionHarness.job)\n")
    harness.wait(10)
    harness.handle(.jobWanted)
    #expect(harness.take() == ["job 6 by 113.0"])
  }

  @Test("a job without a share is dropped 88 s after it was asked for")
  func jobDeadline() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.wait(87.9)
    #expect(harness.session.closeReason == nil)
    harness.wait(0.2)
    #expect(harness.session.closeReason == .jobExpired)
    #expect(harness.take().suffix(2).first == "withdraw")
    harness.found(3, after: 0)
    #expect(harness.take() == [])
  }

  @Test("Scenario 16: a board that lost its job gets the same one again, and the socket stays")
  func brownOut() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.wait(20)
    _ = harness.take()
    harness.handle(.jobWanted)
    #expect(harness.take() == ["job 6 by 88.0"])
    harness.found(300, after: 2)
    #expect(harness.take().count == 1)
  }

  @Test("a held job that can hardly be finished in time is not started")
  func tooLate() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.handle(.jobNotWanted)
    _ = harness.take()
    harness.wait(87)
    harness.handle(.jobWanted)
    #expect(harness.take() == [])
  }

  @Test("a job that the board cannot finish in 80 s is refused by leaving")
  func tooHard() throws {
    var harness = try PoolSessionHarness()
    harness.handle(.connected)
    harness.hear("4.3\n")
    harness.handle(.jobWanted)
    harness.hear("\(PoolSessionHarness.hashA),\(PoolSessionHarness.hashB),100000\n")
    #expect(harness.session.closeReason == .jobTooHard(difficulty: 100_000))
  }

  @Test("Scenario 21: only the monotonic clock counts; a time event at any moment is harmless")
  func spuriousTime() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    _ = harness.take()
    for _ in 0..<100 { harness.handle(.timeReached) }
    #expect(harness.take() == [])
    #expect(harness.session.stage == .mining)
  }

  @Test("what comes unasked is passed over a few times, then the connection is given up")
  func strays() throws {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    for _ in 0..<4 { harness.hear("GOOD\n") }
    #expect(harness.session.closeReason == nil)
    harness.hear("GOOD\n")
    #expect(harness.session.closeReason == .outOfStep)
    #expect(harness.session.counts.accepted == 0)
  }
}
