import Bus
import Testing
import Units

@testable import Mining

/// The numbered traps of doc/protocols/classic-and-stream.md.
@Suite("The traps of dialect classic")
struct ClassicTrapTests {
  private static func talk(_ board: FakeClassic = FakeClassic(), begun: Bool = true) -> Conversation<FakeClassic> {
    ClassicSessionTests.talk(board, begun: begun)
  }

  @Test("trap 1: a deaf board is known by R and E that answer a stale status")
  func deafness() {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 600))
    talk.forget()
    talk.meddling = { board, now, count in
      // Another master writes a payload in the middle of the search.
      if count == 11 { board.foreignWrite("Lffffffffffffffffffff", at: now) }
    }
    talk.assign(JobMaker.job(answer: 500))
    #expect(talk.board.isDeaf)
    #expect(talk.reports == [.deaf])
    #expect(talk.trace.suffix(2) == ["R → B?O·ff·ff", "E → B?O·ff·ff"])
  }

  @Test("trap 1: a board that somebody else made deaf is found out by its next job, whatever reply it is stuck with")
  func deafBeforeJob() {
    var talk = Self.talk()
    talk.deafen()
    talk.assign(JobMaker.job(answer: 5))
    #expect(talk.trace.first == "S → DUC")
    #expect(talk.trace.last == "E → DUCOI")
    #expect(talk.reports == [.deaf])
  }

  @Test("trap 1: a deaf board that shows itself idle is not believed")
  func deafButIdle() {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 5, difficulty: 10))
    _ = talk.board.transfer([.write(Array("S".utf8)), .read(count: 3)], at: talk.now + .seconds(1))
    talk.now = talk.now + .seconds(1)
    talk.deafen()
    talk.forget()
    talk.assign(JobMaker.job(answer: 5, difficulty: 10))
    #expect(talk.trace == ["S → Ic ", "Lb1d5daa0118596c898ab", "S → Ic ", "E → Ic ·ff·ff"])
    #expect(talk.reports == [.deaf])
  }

  @Test("trap 1: a deaf board at the start does not pass the hearing test")
  func deafAtStart() {
    var talk = Self.talk(begun: false)
    talk.board.faults = [.success(Array("I? ".utf8)), .success([])]
    talk.board.faults += [[UInt8]](repeating: Array("I? ".utf8), count: 3).map { .success($0) }
    talk.board.faults += [.success([]), .success(Array("I? ".utf8)), .success([]), .success(Array("I? ".utf8))]
    talk.board.faults += [.success(Array("I? ".utf8) + [0xFF, 0xFF])]
    talk.begin()
    #expect(talk.reports == [.deaf])
    #expect(talk.trace.last == "E → I? ·ff·ff")
  }

  @Test("traps 1, 2, 3 and 8: no job of many makes a board deaf, disturbs a search or writes more than 32 bytes")
  func neverProvoked() {
    var random = SplitMix(seed: 7)
    var talk = Self.talk()
    for round in 0..<150 {
      let (job, answer) = JobMaker.random(difficulty: .random(in: 1...14, using: &random), using: &random)
      talk.now = talk.now + .microseconds(Int.random(in: 0...50_000, using: &random))
      talk.assign(job)
      #expect(talk.reports.contains(.found(answer, doubtful: false)), "round \(round)")
      talk.forget()
    }
    #expect(!talk.board.isDeaf && !talk.board.isDead)
    #expect(talk.board.disturbances.isEmpty)
    #expect(talk.board.longestWrite <= 32)
    #expect(talk.board.searches == 150)
  }

  @Test("trap 2: no payload while a command is in progress", arguments: ["B?A", "C?O", "I?L", "B? "])
  func waitsForQuiet(status: String) {
    var talk = Self.talk()
    talk.board.faults = [.success(Array(status.utf8)), .success(Array(status.utf8))]
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    #expect(Array(talk.trace.prefix(4)) == ["S → \(status)", "S → \(status)", "S → I? ", "Lb1d5daa0118596c898ab"])
    #expect(talk.reports.first == .found(3, doubtful: false))
  }

  @Test("trap 2: a command that stays in progress leads to a pause, then to a second opinion")
  func stuckCommand() {
    var talk = Self.talk()
    talk.board.faults =
      [nil, nil] + [Result<[UInt8], BusError>?](repeating: .success(Array("B?L".utf8)), count: 2000)
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    #expect(talk.reports == [.lost(.garbled)])
    #expect(talk.trace.count < 600)
    #expect(!talk.board.isDeaf)
  }

  @Test("trap 2: the end of a search that still shows its command is asked again before R")
  func completeButBusy() {
    var talk = Self.talk()
    talk.board.faults = [nil, nil, nil, nil, nil, nil, nil, nil, .success(Array("C?O".utf8))]
    talk.assign(JobMaker.job(answer: 1, difficulty: 10))
    #expect(talk.trace.dropFirst(8).prefix(3) == ["S → C?O", "S → C? ", "R →     1"])
  }

  @Test("trap 4: a result of 0 is not an answer")
  func zero() {
    var talk = Self.talk()
    talk.board.lie = { _ in 0 }
    talk.assign(JobMaker.job(answer: 30, difficulty: 10))
    #expect(talk.reports == [.nothingFound, .ready])
  }

  @Test("trap 5: after a write probe of somebody else the answer is still read, as doubtful")
  func writeProbe() {
    var talk = Self.talk()
    talk.meddling = { board, now, count in
      // The search of 101 nonces is over after 518 ms; the probe comes before the next poll.
      if count == 8 + 13 { board.foreignWrite("", at: now - .milliseconds(1)) }
    }
    talk.assign(JobMaker.job(answer: 100, difficulty: 10))
    #expect(talk.trace[8 + 13] == "S → I? ")
    #expect(talk.reports.first == .found(100, doubtful: true))
  }

  @Test("trap 5: run state I in place of C keeps the answer, as doubtful")
  func clearedCompletion() {
    var talk = Self.talk()
    talk.board.faults = [nil, nil, nil, nil, nil, nil, nil, nil, .success(Array("I? ".utf8))]
    talk.assign(JobMaker.job(answer: 1, difficulty: 10))
    #expect(talk.reports == [.found(1, doubtful: true), .measured(.milliseconds(10)), .ready])
  }

  @Test("trap 6: the id gets at least 150 µs and no status in between")
  func identityPause() throws {
    var talk = Self.talk(begun: false)
    talk.begin()
    let asked = try #require(talk.trace.firstIndex(of: "I"))
    #expect(talk.trace[asked + 1].hasPrefix("(24)"))
    #expect(talk.times[asked + 1] - talk.times[asked] >= .microseconds(150))
  }

  @Test("trap 6: an id that cannot be read is asked for three times, then the board works without")
  func noIdentity() {
    var talk = Self.talk(begun: false)
    talk.board.chip = "??"
    talk.begin()
    #expect(talk.trace.filter { $0 == "I" }.count == 3)
    #expect(talk.reports == [.ready])
  }

  @Test(
    "trap 7: bytes that no board says are asked for again, then given up",
    arguments: [
      [0x00, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF], [0x00, 0x00, 0x00],
    ] as [[UInt8]])
  func noStatus(bytes: [UInt8]) {
    var talk = Self.talk()
    talk.board.faults = [.success(bytes), .success(bytes)]
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    #expect(talk.reports.first == .found(3, doubtful: false))
    talk.forget()
    talk.board.faults = [Result<[UInt8], BusError>?](repeating: .success(bytes), count: 50)
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    #expect(talk.reports == [.lost(.garbled)])
  }

  @Test("trap 8: a board that stopped acknowledging is given up after 2.3 s of tries")
  func dead() {
    var talk = Self.talk()
    talk.board.faults = [Result<[UInt8], BusError>?](repeating: .failure(.noAcknowledge(42)), count: 50)
    let start = talk.now
    talk.assign(JobMaker.job(answer: 3))
    #expect(talk.reports == [.lost(.bus(.noAcknowledge(42)))])
    #expect(talk.trace.count == 7)
    #expect(talk.now - start < .seconds(2.5))
  }

  @Test("trap 9: a failed chunk starts the upload again at L, never repeats M", arguments: [1, 3, 5, 7])
  func restart(at place: Int) {
    var talk = Self.talk()
    talk.board.faults = [Result<[UInt8], BusError>?](repeating: nil, count: place) + [.failure(.noAcknowledge(42))]
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    #expect(talk.trace[place].hasSuffix("✗"))
    #expect(talk.trace[place + 1] == "S → I? ")
    #expect(talk.trace[place + 2] == "Lb1d5daa0118596c898ab")
    #expect(talk.reports.first == .found(3, doubtful: false))
  }

  @Test("trap 9: a chunk that arrived although it seemed to fail does no harm")
  func arrivedAfterAll() {
    var talk = Self.talk()
    talk.meddling = { board, now, count in
      if count == 3 { board.foreignWrite("M96a63e58e1da0ad5084a", at: now - .milliseconds(1)) }
    }
    talk.board.faults = [nil, nil, nil, nil, .failure(.arbitrationLost(42))]
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    #expect(talk.reports.contains(.found(3, doubtful: false)))
  }

  @Test("trap 10: a search that outlasts the slowest board is given up")
  func overdue() {
    var talk = Self.talk()
    talk.board.hashRate = 20
    let start = talk.now
    talk.assign(JobMaker.job(answer: 600))
    #expect(talk.reports == [.lost(.timedOut)])
    #expect(talk.now - start > .seconds(601 / 140.0))
    #expect(talk.now - start < .seconds(6))
  }
}

extension Conversation<FakeClassic> {
  /// Somebody else starts a search and writes a payload into it; then the search ends.
  mutating func deafen() {
    for (index, part) in ["L\(JobMaker.previous.prefix(20))", "N0", "O0", "L0"].enumerated() {
      board.foreignWrite(part, at: now + .milliseconds(index))
    }
    precondition(board.isDeaf)
    now = now + .seconds(10)
  }
}
