import Bus
import Testing
import Units

@testable import Mining

@Suite("Dialect stream")
struct StreamSessionTests {
  typealias Talk = Conversation<FakeStream>

  static func talk(_ board: FakeStream = FakeStream(), begun: Bool = true) -> Talk {
    var talk = Talk(StreamSession(), with: board)
    if begun {
      talk.begin()
      talk.forget()
    }
    return talk
  }

  @Test("a fresh board is asked whether it checks, letter by letter")
  func beginning() {
    var talk = Self.talk(begun: false)
    talk.begin()
    #expect(
      talk.trace == ["(1) → ·0a", "g", "e", "t", ",", "c", "r", "c", "8", "$", "(1) → 1", "(1) → ·0a"])
    #expect(talk.reports == [.ready])
  }

  @Test("a job is one line, a byte a transaction, and its answer is read byte by byte to its end")
  func wholeJob() {
    var talk = Self.talk()
    let job = JobMaker.job(answer: 100, difficulty: 10)
    talk.assign(job)
    let body = "\(job.previousHash),\(job.expectedHash),10,"
    #expect(talk.board.lines.last == "\(body)\(CRC8.checksum(body.utf8))\n")
    #expect(talk.board.longestWrite == 1)
    #expect(talk.trace.last == "(1) → ·0a")
    #expect(
      talk.reports == [
        .identified(ChipID(0x3001_4C4E_5A5B_1234)), .found(100, doubtful: false), .measured(.milliseconds(301)), .ready,
      ])
  }

  @Test("the checksum is CRC-8 Dallas/Maxim")
  func checksum() {
    #expect(CRC8.checksum("123456789".utf8) == 0xA1)
    #expect(CRC8.checksum([]) == 0)
  }

  @Test("a board built without checksums gets a line without one")
  func noChecksum() {
    var board = FakeStream()
    board.hasChecksum = false
    var talk = Self.talk(board)
    let job = JobMaker.job(answer: 12, difficulty: 10)
    talk.assign(job)
    #expect(talk.board.lines == ["get,crc8$", "\(job.previousHash),\(job.expectedHash),10\n"])
    #expect(talk.reports.contains(.found(12, doubtful: false)))
  }

  @Test("an old build that knows no queries is found by its answer to a line's end")
  func noQueries() {
    var board = FakeStream()
    board.answersQueries = false
    var talk = Self.talk(board, begun: false)
    talk.begin()
    #expect(talk.reports == [.ready])
    talk.assign(JobMaker.job(answer: 12, difficulty: 10))
    #expect(talk.reports.contains(.found(12, doubtful: false)))
  }

  @Test("below nonce 5 the board makes its time up, so the time seen from outside counts")
  func smallNonce() {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    guard case .measured(let elapsed?) = talk.reports[2] else { return #expect(Bool(false)) }
    #expect(elapsed > .zero && elapsed < .milliseconds(45))
  }

  @Test("# is no answer: the job may be sent again")
  func nothing() {
    var talk = Self.talk()
    talk.board.lie = { _ in 0 }
    talk.assign(JobMaker.job(answer: 12, difficulty: 10))
    #expect(talk.reports == [.nothingFound, .ready])
  }

  @Test("no byte is written while the board works or holds an answer, so no job makes it deaf")
  func neverProvoked() {
    var random = SplitMix(seed: 11)
    var talk = Self.talk()
    for round in 0..<60 {
      let (job, answer) = JobMaker.random(difficulty: .random(in: 1...12, using: &random), using: &random)
      talk.now = talk.now + .microseconds(Int.random(in: 0...50_000, using: &random))
      talk.assign(job)
      #expect(talk.reports.contains(.found(answer, doubtful: false)), "round \(round)")
      talk.forget()
    }
    #expect(!talk.board.isDeaf)
    #expect(talk.board.longestWrite == 1)
  }

  @Test("a board that may still work for somebody else is only listened to, and its old answer is read to the end")
  func oldJob() {
    var board = FakeStream()
    board.hashRate = 150
    var talk = Self.talk(board)
    let body = "\(JobMaker.previous),\(JobMaker.job(answer: 700).expectedHash),10,"
    for byte in Array("\(body)\(CRC8.checksum(body.utf8))\n".utf8) {
      _ = talk.board.transfer([.write([byte])], at: talk.now)
    }
    talk.begin(fresh: false)
    #expect(!talk.board.isDeaf)
    #expect(talk.board.lines.last == "get,crc8$")
    #expect(talk.reports == [.ready])
  }

  @Test("a deaf board answers neither a query nor a line's end")
  func deaf() {
    var talk = Self.talk()
    let body = "\(JobMaker.previous),\(JobMaker.job(answer: 5).expectedHash),10,"
    for byte in Array("\(body)\(CRC8.checksum(body.utf8))\nx".utf8) {
      _ = talk.board.transfer([.write([byte])], at: talk.now)
    }
    #expect(talk.board.isDeaf)
    talk.begin(fresh: false)
    #expect(talk.reports == [.deaf])
  }

  @Test("a search that outlasts the slowest board is given up without a further byte")
  func overdue() {
    var talk = Self.talk()
    talk.board.hashRate = 20
    talk.assign(JobMaker.job(answer: 600))
    #expect(talk.reports == [.lost(.timedOut)])
    #expect(!talk.board.isDeaf)
  }

  @Test(
    "after a failed byte the line is ended, its answer thrown away, and the job sent anew", arguments: [0, 1, 40, 87])
  func restart(at place: Int) {
    var talk = Self.talk()
    talk.board.faults = [Result<[UInt8], BusError>?](repeating: nil, count: place) + [.failure(.noAcknowledge(8))]
    talk.assign(JobMaker.job(answer: 12, difficulty: 10))
    #expect(talk.trace[place].hasSuffix("✗"))
    #expect(talk.trace[place + 1] == "·0a")
    #expect(talk.reports.contains(.found(12, doubtful: false)))
    #expect(!talk.board.isDeaf)
  }

  @Test("an answer with a wrong checksum is no answer")
  func smeared() {
    var talk = Self.talk()
    talk.board.smear = { $0.replacing("100,", with: "101,") }
    talk.assign(JobMaker.job(answer: 100, difficulty: 10))
    #expect(talk.reports == [.lost(.garbled)])
  }

  @Test("an answer without end is given up")
  func endless() {
    var talk = Self.talk()
    talk.board.smear = { _ in String(repeating: "7", count: 500) }
    talk.assign(JobMaker.job(answer: 100, difficulty: 10))
    #expect(talk.reports == [.lost(.garbled)])
  }

  @Test("the temperature comes in octal, once a minute, before a job")
  func temperature() {
    var session = StreamSession()
    session.readsTemperature = true
    var talk = Talk(session, with: FakeStream())
    talk.begin()
    for _ in 0..<3 { talk.assign(JobMaker.job(answer: 50, difficulty: 10)) }
    #expect(talk.board.lines.filter { $0 == "get,temp$" }.count == 1)
    #expect(talk.reports.contains(.temperature(Celsius(25))))
    talk.now = talk.now + .seconds(60)
    talk.assign(JobMaker.job(answer: 50, difficulty: 10))
    #expect(talk.board.lines.filter { $0 == "get,temp$" }.count == 2)
  }

  @Test("0, 1 and what is no octal number are no temperature", arguments: ["0", "1", "8", "abc", "377"])
  func noTemperature(text: String) { #expect(StreamText.temperature(Array(text.utf8)) == nil) }
}
