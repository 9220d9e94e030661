import Testing
import Units

@testable import Mining

@Suite("Scenario 20: refusals of the pool")
struct PoolSessionRefusalTests {
  func mining() throws -> PoolSessionHarness {
    var harness = try PoolSessionHarness()
    harness.mineFirstJob()
    harness.found(300, after: 1.5)
    harness.handle(.jobWanted)
    _ = harness.take()
    return harness
  }

  @Test("every reason of the protocol is a type with a handling")
  func reasons() {
    let table: [(String, PoolRefusal, PoolRefusal.Handling)] = [
      ("Invalid data", .invalidData, .resynchronise), ("Too low difficulty", .tooManyShares, .pause),
      ("Too many workers", .tooManyWorkers, .fewerWorkers), ("Modified hashrate", .modifiedHashRate, .pause),
      ("Too high starting difficulty", .tierTooHard, .easierTier),
      ("Too low starting difficulty", .tierTooEasy, .harderTier),
      ("Incorrect result", .incorrectResult, .resynchronise), ("Incorrect data", .incorrectData, .stop),
      ("No username specified", .noUsername, .stop), ("User banned", .userBanned, .stop),
      ("Please mine on the pool 1", .other("Please mine on the pool 1"), .pause),
    ]
    for (text, refusal, handling) in table {
      #expect(PoolRefusal(reason: text) == refusal)
      #expect(refusal.handling == handling)
    }
  }

  @Test("a ban ends the session at once and for good")
  func ban() throws {
    var harness = try PoolSessionHarness()
    harness.handle(.connected)
    harness.hear("4.3\n")
    harness.handle(.jobWanted)
    harness.hear("BAD,User banned\n")
    #expect(harness.session.closeReason == .refused(.userBanned))
  }

  @Test("a rate too high for the tier steps one tier up for the rest of the connection")
  func tierUp() throws {
    var harness = try mining()
    harness.hear("BAD,Too low starting difficulty\n")
    #expect(harness.take().last == "→ JOB,revox,MEGA,key1")
    #expect(harness.session.tier == .mega)
  }

  @Test("quarrelling about the tier ends the connection after four steps")
  func tierQuarrel() throws {
    var harness = try mining()
    var steps = 0
    while harness.session.closeReason == nil, steps < 20 {
      harness.hear(steps.isMultiple(of: 2) ? "BAD,Too low starting difficulty\n" : "BAD,Too high starting difficulty\n")
      harness.hear("\(PoolSessionHarness.job)\n")
      harness.found(300, after: 1.5)
      harness.handle(.jobWanted)
      steps += 1
    }
    #expect(harness.session.closeReason == .tierMismatch)
    #expect(steps == 5)
  }

  @Test("too many shares: each pause is longer, the third in a row is a lock-out that only a new connection ends")
  func lockOut() throws {
    var harness = try mining()
    harness.hear("BAD,Too low difficulty\n")
    harness.wait(4.9)
    #expect(harness.take().filter { $0.hasPrefix("→") } == [])
    harness.wait(0.2)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
    for _ in 0..<2 {
      harness.hear("\(PoolSessionHarness.job)\n")
      harness.found(300, after: 1.5)
      harness.handle(.jobWanted)
      harness.hear("BAD,Too low difficulty\n")
      harness.wait(11)
    }
    #expect(harness.session.closeReason == .lockedOut)
  }

  @Test("an unknown refusal is never answered faster than with doubling pauses, and ends after six")
  func unknown() throws {
    var harness = try mining()
    var asked: [Double] = []
    while harness.session.closeReason == nil {
      harness.hear("BAD,Solar eclipse\n")
      let refusedAt = harness.now
      while harness.session.stage == .idle, let due = harness.session.deadline {
        harness.now = due
        harness.handle(.timeReached)
      }
      asked.append((harness.now - refusedAt).inSeconds)
      harness.hear("\(PoolSessionHarness.job)\n")
      harness.found(300, after: 1.5)
      harness.handle(.jobWanted)
    }
    #expect(asked == [5, 10, 20, 40, 60, 0])
    #expect(harness.session.closeReason == .refusedRepeatedly(.other("Solar eclipse")))
  }

  @Test("too many workers: the worker rests for 30 s while the rig runs fewer")
  func tooManyWorkers() throws {
    var harness = try mining()
    harness.hear("BAD,Too many workers\n")
    harness.wait(29)
    #expect(harness.take().filter { $0.hasPrefix("→") } == [])
    harness.wait(2)
    #expect(harness.take() == ["→ JOB,revox,AVR,key1"])
  }

  @Test("a wrong result is followed by a new job; three in a row mean both sides are out of step")
  func incorrect() throws {
    var harness = try mining()
    for round in 1...3 {
      harness.hear("BAD,Incorrect result\n")
      if round < 3 {
        #expect(harness.take().last == "→ JOB,revox,AVR,key1")
        harness.hear("\(PoolSessionHarness.job)\n")
        harness.found(300, after: 1.5)
        harness.handle(.jobWanted)
      }
    }
    #expect(harness.session.closeReason == .outOfStep)
    #expect(harness.session.counts.refused == 3)
  }
}
