import Bus
import Testing
import Units

@testable import Mining

@Suite("Supervision of a board")
struct BoardSupervisorTests {
  static let chip = ChipID(0x3001_4C4E_5A5B_1234)

  static func rig(_ board: FakeClassic = FakeClassic(), policy: BoardPolicy = BoardPolicy()) -> Rig<FakeClassic> {
    var rig = Rig(.classic, board, policy: policy)
    rig.power(true)
    rig.run()
    rig.events = []
    return rig
  }

  @Test("a board gets its settling time after it was switched on, then tells who it is and is ready")
  func settling() {
    var rig = Rig(.classic, FakeClassic())
    let start = rig.now
    rig.meddling = { _, now, count in if count == 0 { #expect(now - start >= .seconds(2)) } }
    rig.power(true)
    rig.run()
    #expect(rig.events == [.identified(Self.chip), .ready])
    #expect(rig.supervisor.status(at: rig.now).state == .ready)
  }

  @Test("a board whose switch settles slower or faster is left alone for exactly that long", arguments: [300, 7500])
  func ownSettling(milliseconds: Int) {
    let settling = Duration.milliseconds(milliseconds)
    var rig = Rig(.classic, FakeClassic(), settlingTime: settling)
    let start = rig.now
    rig.meddling = { _, now, count in
      if count == 0 { #expect((settling...settling + .milliseconds(40)).contains(now - start)) }
    }
    rig.power(true)
    rig.run()
    #expect(rig.transactions > 0 && rig.events.last == .ready)
  }

  @Test("a board without supply is never addressed, whatever was planned")
  func unpowered() {
    var rig = Self.rig()
    let job = rig.assign(JobMaker.job(answer: 500))
    rig.run(for: .seconds(1))
    rig.power(false)
    #expect(rig.events == [.failed(job, .switchedOff)])
    rig.run(for: .seconds(100))
    rig.assign(JobMaker.job(answer: 5))
    rig.run(for: .seconds(100))
    #expect(rig.supervisor.status(at: rig.now).state == .off)
  }

  @Test("an answer is published with the smoothed rate and the chip id, its time afterwards")
  func result() {
    var rig = Self.rig()
    let job = rig.assign(JobMaker.job(answer: 389))
    rig.run()
    let rate = HashRate(195)
    #expect(
      rig.events == [
        .result(BoardResult(job: job, nonce: 389, hashRate: rate, chip: Self.chip)),
        .measured(job, elapsed: .seconds(2)), .ready,
      ])
    #expect(rig.supervisor.counters.results == 1)
    #expect(rig.supervisor.counters.hashes == 390)
  }

  @Test("the rate follows the board")
  func rate() {
    var board = FakeClassic()
    board.hashRate = 208
    var rig = Self.rig(board)
    for _ in 0..<30 {
      rig.assign(JobMaker.job(answer: 400))
      rig.run()
    }
    let rate = rig.supervisor.status(at: rig.now).hashRate.value
    #expect(abs(rate - 208) < 1)
  }

  @Test("scenario 18: a wrong answer is never published; the job is tried again")
  func wrongOnce() {
    var rig = Self.rig()
    rig.board.lie = { [lies = Counter()] in lies.next() == 0 ? $0 + 1 : $0 }
    let job = rig.assign(JobMaker.job(answer: 77))
    rig.run()
    #expect(
      rig.events == [
        .wrongNonce(job, nonce: 78, inARow: 1),
        .result(BoardResult(job: job, nonce: 77, hashRate: HashRate(195), chip: Self.chip)),
        .measured(job, elapsed: .milliseconds(400)), .ready,
      ])
  }

  @Test("scenario 18: three wrong answers in a row lead to a self-test, a failed one to quarantine")
  func liar() {
    var rig = Self.rig()
    rig.board.lie = { $0 + 1 }
    let job = rig.assign(JobMaker.job(answer: 77))
    rig.run()
    #expect(
      rig.events == [
        .wrongNonce(job, nonce: 78, inARow: 1), .wrongNonce(job, nonce: 78, inARow: 2),
        .wrongNonce(job, nonce: 78, inARow: 3), .failed(job, .wrongNonce), .selfTest(passed: false),
        .quarantined(.wrongAnswers),
      ])
    rig.events = []
    let next = rig.assign(JobMaker.job(answer: 77))
    rig.run(for: .seconds(3600))
    #expect(rig.events == [.failed(next, .quarantined(.wrongAnswers))])
  }

  @Test("a board that passes its self-test gets jobs again; wrong again at once, it is quarantined at the third time")
  func hypocrite() {
    var rig = Self.rig()
    rig.board.lie = { $0 == 77 ? 78 : $0 }
    for round in 0..<3 {
      rig.assign(JobMaker.job(answer: 77))
      rig.run()
      #expect(rig.events.contains(.selfTest(passed: true)) == (round < 2))
      #expect(rig.events.contains(.quarantined(.wrongAnswers)) == (round == 2))
      rig.events = []
    }
  }

  @Test("a repeated old answer does not pass the self-test")
  func staleSelfTest() {
    #expect(
      BoardTask(selfTest: 1, since: .zero).work.expectedHash != BoardTask(selfTest: 2, since: .zero).work.expectedHash)
    let test = BoardTask(selfTest: 3, since: .zero)
    #expect((1...600).filter { test.isAnswered(by: $0) } == [101 + 3 * 37])
  }

  @Test("a released board is asked anew")
  func released() {
    var rig = Self.rig()
    rig.board.lie = { $0 + 1 }
    rig.assign(JobMaker.job(answer: 77))
    rig.run()
    rig.board.lie = nil
    rig.events = []
    rig.tell(.release)
    rig.run()
    #expect(rig.events == [.ready])
  }

  @Test("a board that finds nothing gets the job again, at most three times in all")
  func nothing() {
    var rig = Self.rig()
    rig.board.lie = { _ in 0 }
    let job = rig.assign(JobMaker.job(answer: 30))
    rig.run()
    #expect(
      rig.events == [.nothingFound(job), .nothingFound(job), .nothingFound(job), .failed(job, .notFound), .ready])
  }

  @Test("scenario 16: a reset in a job is counted, and the job is run again on the same board")
  func brownOut() {
    var rig = Self.rig()
    rig.meddling = { board, _, count in if count == 30 { board.reset() } }
    let job = rig.assign(JobMaker.job(answer: 400))
    rig.run()
    #expect(rig.events.first == .brownOut(recent: 1))
    #expect(rig.events.contains { if case .result(let result) = $0 { result.job == job } else { false } })
    #expect(rig.supervisor.counters.brownOuts == 1)
  }

  @Test("scenario 16: resets of the last ten minutes are counted, older ones forgotten")
  func brownOuts() {
    var rig = Self.rig()
    var seen: [Int] = []
    for _ in 0..<4 {
      let next = rig.transactions + 25
      rig.meddling = { board, _, count in if count == next { board.reset() } }
      rig.assign(JobMaker.job(answer: 400))
      rig.run()
      seen += rig.events.compactMap { if case .brownOut(let recent) = $0 { recent } else { nil } }
      rig.events = []
      rig.now = rig.now + .seconds(200)
    }
    #expect(seen == [1, 2, 3, 3])
  }

  @Test("a deaf board fails its job and asks for a power cycle once; after it, it mines again")
  func deaf() {
    var rig = Self.rig()
    rig.meddling = { board, now, count in
      if count == 30 { board.foreignWrite("Lffff", at: now) }
    }
    let job = rig.assign(JobMaker.job(answer: 400))
    rig.run(for: .seconds(300))
    #expect(rig.events == [.failed(job, .deaf), .deaf])
    #expect(rig.supervisor.status(at: rig.now).state == .deaf)
    rig.events = []
    rig.power(false)
    rig.board.reset()
    rig.power(true)
    rig.run()
    #expect(rig.events == [.recovered, .ready])
  }

  @Test("a board that does not answer is said to be lost once, and asked ever more rarely")
  func unreachable() {
    var rig = Self.rig()
    rig.board.faults = [Result<[UInt8], BusError>?](repeating: .failure(.noAcknowledge(42)), count: 10_000)
    let job = rig.assign(JobMaker.job(answer: 40))
    rig.run(for: .seconds(3600))
    let failure = BoardFailure.bus(.noAcknowledge(42))
    #expect(rig.events == [.failed(job, failure), .unreachable(failure)])
    #expect(rig.transactions < 90)
    rig.board.faults = []
    rig.run(for: .seconds(61))
    #expect(rig.events.suffix(2) == [.recovered, .ready])
  }

  @Test("a board that holds the bus costs the others less than 2 % of it")
  func holdsBus() {
    var rig = Self.rig()
    rig.board.faults = [Result<[UInt8], BusError>?](repeating: .failure(.timedOut(42)), count: 10_000)
    let start = rig.now
    rig.assign(JobMaker.job(answer: 40))
    let before = rig.transactions
    rig.run(for: .seconds(600))
    let held = Double(rig.transactions - before) * 0.1
    #expect(held / (rig.now - start).inSeconds < 0.02)
    #expect(rig.supervisor.counters.busTimeouts == rig.transactions - before)
  }

  @Test("a job that runs out of time fails at once, so it can go to another board")
  func jobTimeout() {
    var rig = Self.rig()
    rig.board.hashRate = 20
    let job = rig.assign(JobMaker.job(answer: 600))
    rig.run(for: .seconds(6))
    #expect(rig.events == [.failed(job, .timedOut), .unreachable(.timedOut)])
  }

  @Test("a job that is too hard, or comes at the wrong time, is refused")
  func refused() {
    var rig = Self.rig()
    let hard = rig.assign(JobMaker.job(answer: 1, difficulty: 100))
    #expect(rig.events == [.failed(hard, .tooDifficult(limit: 99)), .ready])
    rig.events = []
    rig.assign(JobMaker.job(answer: 400))
    let second = rig.assign(JobMaker.job(answer: 400))
    #expect(rig.events == [.failed(second, .notReady)])
  }

  @Test("the answer to a withdrawn job is thrown away, and the board is ready again")
  func withdrawn() {
    var rig = Self.rig()
    rig.assign(JobMaker.job(answer: 400))
    rig.run(for: .seconds(1))
    rig.tell(.withdraw)
    rig.run()
    #expect(rig.events == [.ready])
  }

  @Test("a board without an id of its own gets one made of its name, always the same")
  func madeIdentity() {
    var board = FakeClassic()
    board.bufferSize = 16
    board.previousLetters = "LMN"
    board.expectedLetters = "OPQ"
    var rig = Rig(.classic85, board)
    rig.power(true)
    rig.run()
    #expect(rig.events == [.identified(ChipID(derivedFrom: "mini-1")), .ready])
  }

  @Test("scenario 17: an id that changes again and again leads to quarantine; one exchange of the board does not")
  func changingIdentity() {
    var rig = Self.rig()
    for (chip, isLast) in [("DUCOID0000000000000002", false), ("DUCOID0000000000000003", true)] {
      rig.power(false)
      rig.board.reset()
      rig.board.chip = chip
      rig.events = []
      rig.power(true)
      rig.run()
      #expect(rig.events.contains(.quarantined(.unstableIdentity)) == isLast)
    }
  }

  @Test("boards of the stream dialect are supervised alike")
  func stream() {
    var rig = Rig(.stream, FakeStream())
    rig.power(true)
    rig.run()
    let job = rig.assign(JobMaker.job(answer: 300))
    rig.run()
    let made = ChipID(derivedFrom: "mini-1")
    #expect(
      rig.events.prefix(4) == [
        .identified(made), .ready, .identified(Self.chip),
        .result(BoardResult(job: job, nonce: 300, hashRate: HashRate(335), chip: Self.chip)),
      ])
  }
}
