import Bus
import Testing
import Units

@testable import Mining

@Suite("Dialect akkurat")
struct AkkuratSessionTests {
  typealias Talk = Conversation<FakeAkkurat>
  static let chip = ChipID(0x3001_4C4E_5A5B_1234)

  static func talk(limit: HashRate? = nil, begun: Bool = true) -> Talk {
    var talk = Talk(AkkuratSession(address: 42, rateLimit: limit), with: FakeAkkurat())
    if begun {
      talk.begin()
      talk.forget()
    }
    return talk
  }

  @Test("a conversation begins with abilities, abort, id and health, and the board sleeps until its first job")
  func beginning() {
    var talk = Self.talk(begun: false)
    talk.begin()
    #expect(talk.trace.count == 5)
    #expect(talk.trace[4].hasPrefix("·b1"))
    #expect(talk.board.isAsleep)
    #expect(talk.trace[0].hasPrefix("K → AKK"))
    #expect(talk.trace[1].hasPrefix("·b0"))
    #expect(talk.trace[2] == "I → DUCOID30014C4E5A5B1234  ")
    #expect(talk.trace[3].hasPrefix("·81"))
    guard case .health(let health)? = talk.reports.dropFirst().first else { return #expect(Bool(false)) }
    #expect(talk.reports.count == 3 && talk.reports[0] == .identified(Self.chip) && talk.reports[2] == .ready)
    #expect(health.supply == Volts(4.99))
  }

  @Test("a job is two frames, its answer one report, then the board sleeps")
  func wholeJob() {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 2))
    #expect(talk.trace.count == 5)
    #expect(talk.trace[0].hasPrefix("·90·b1·d5·da·a0"))
    #expect(talk.trace[1].hasPrefix("·a1·06·00"))
    #expect(talk.trace[2].hasPrefix("(1) → \""))
    #expect(talk.trace[3].hasPrefix("(10) → "))
    #expect(talk.trace[4].hasPrefix("·b1"))
    #expect(talk.reports == [.found(2, doubtful: false), .measured(.microseconds(909)), .ready])
    #expect(talk.board.isAsleep)
  }

  @Test("a previous hash that is no lower-case hex goes as its characters")
  func characters() {
    var talk = Self.talk()
    let previous = JobMaker.previous.uppercased()
    talk.assign(JobMaker.job(answer: 20, previous: previous))
    #expect(talk.trace[0].hasPrefix("·91\(previous.prefix(20))"))
    #expect(talk.trace[1].hasPrefix("·92\(previous.suffix(20))"))
    #expect(talk.reports.first == .found(20, doubtful: false))
  }

  @Test("no frame is longer than 32 bytes and no random job fails")
  func random() {
    var random = SplitMix(seed: 5)
    var talk = Self.talk(limit: HashRate(330))
    for round in 0..<60 {
      let (job, answer) = JobMaker.random(difficulty: .random(in: 1...20, using: &random), using: &random)
      talk.assign(job)
      #expect(talk.reports.contains(.found(answer, doubtful: false)), "round \(round)")
      talk.forget()
    }
    #expect(talk.board.longestWrite <= 32)
    #expect(talk.board.refusals == 0)
  }

  @Test("a frame whose bits were changed is refused; the job is sent again", arguments: [0, 1])
  func disturbed(place: Int) {
    var talk = Self.talk()
    talk.board.disturbance = [talk.board.frames + place: 0x10]
    talk.assign(JobMaker.job(answer: 70))
    #expect(talk.reports.first == .found(70, doubtful: false))
    #expect(talk.board.refusals >= 1)
  }

  @Test("a report with a wrong checksum is read again, never believed")
  func disturbedReport() {
    var talk = Self.talk()
    talk.board.faults = [
      nil, nil, nil, .success([UInt8](repeating: 0x22, count: 10)), .success([UInt8](repeating: 0, count: 10)),
    ]
    talk.assign(JobMaker.job(answer: 2))
    #expect(talk.reports.first == .found(2, doubtful: false))
    #expect(talk.trace[4].hasPrefix("·80"))
  }

  @Test(
    "an adapter that gives up on a sleeping board is tried again after 5 ms",
    arguments: [
      BusError.noAcknowledge(42), .timedOut(42), .system(operation: "x", errno: 5, reason: "y"),
    ])
  func waking(error: BusError) {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 2))
    talk.forget()
    talk.board.faults = [.failure(error)]
    talk.assign(JobMaker.job(answer: 2))
    #expect(talk.times[1] - talk.times[0] >= .milliseconds(5))
    #expect(talk.reports.first == .found(2, doubtful: false))
  }

  @Test("a blocked bus with a board that was awake is not tried again")
  func blockedBus() {
    var talk = Self.talk()
    talk.board.faults = [nil, .failure(.timedOut(42))]
    talk.assign(JobMaker.job(answer: 2))
    #expect(talk.reports == [.lost(.bus(.timedOut(42)))])
  }

  @Test("nothing found is told from an answer")
  func nothing() {
    var talk = Self.talk()
    talk.assign(
      PoolJob(previousHash: JobMaker.previous, expectedHash: String(repeating: "0", count: 40), difficulty: 6))
    #expect(talk.reports == [.nothingFound, .ready])
  }

  @Test("scenario 16: an idle report in the middle of a job is a reset")
  func rebooted() {
    var talk = Self.talk()
    talk.meddling = { board, _, count in if count == 3 { board.reset() } }
    talk.assign(JobMaker.job(answer: 600))
    // A board after its reset answers with nothing known at all, so the report is asked for.
    #expect(talk.reports.first == .rebooted)
    #expect(talk.reports.last == .ready)
  }

  @Test("the report of another job is not believed")
  func wrongTag() {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 2))
    talk.forget()
    // Both frames of the second job are lost: the board still shows the first job's report.
    talk.board.faults = [.success([]), .success([])]
    talk.assign(JobMaker.job(answer: 9))
    #expect(talk.reports.first == .found(9, doubtful: false))
  }

  @Test("a search nobody waits for is stopped, and the board sleeps")
  func abort() {
    var session = AkkuratSession(address: 42, rateLimit: nil)
    #expect(session.abort(at: .zero) == nil)
    session.state = .searching(
      AkkuratSearch(
        upload: AkkuratUpload(JobMaker.job(answer: 9), session.frame, tag: 1), since: .zero, deadline: .zero))
    guard case .transfer(let messages) = session.abort(at: .zero)?.step else { return #expect(Bool(false)) }
    #expect(messages == [.write(session.frame.bytes(.abort))])
    let next = session.handle(.answered([]), at: .zero)
    #expect(next == .transfer(.write(session.frame.bytes(.sleep))))
    #expect(session.handle(.answered([]), at: .zero) == .idle.reporting(.ready))
  }

  @Test("with a rate limit a fast board is asked three times a job, not every 40 ms")
  func seldom() {
    var talk = Self.talk(limit: HashRate(330))
    talk.assign(JobMaker.job(answer: 500))
    talk.forget()
    talk.assign(JobMaker.job(answer: 590))
    #expect(talk.trace.filter { $0.hasPrefix("(1)") }.count <= 3)
    talk = Self.talk()
    talk.assign(JobMaker.job(answer: 590))
    #expect(talk.trace.filter { $0.hasPrefix("(1)") }.count >= 4)
  }

  @Test("another firmware is not taken for this one")
  func wrongDialect() {
    var talk = Conversation(AkkuratSession(address: 42, rateLimit: nil), with: FakeClassic())
    talk.begin()
    #expect(talk.reports == [.lost(.wrongDialect)])
    #expect(!talk.board.isDeaf)
  }

  @Test("health is asked for once a minute, before a job")
  func health() {
    var talk = Self.talk()
    for _ in 0..<3 { talk.assign(JobMaker.job(answer: 20)) }
    #expect(!talk.trace.contains { $0.hasPrefix("·81") })
    talk.now = talk.now + .seconds(60)
    talk.assign(JobMaker.job(answer: 20))
    #expect(talk.trace.filter { $0.hasPrefix("·81") }.count == 1)
  }
}
