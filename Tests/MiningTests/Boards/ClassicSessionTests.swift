import Bus
import Testing
import Units

@testable import Mining

@Suite("Dialect classic")
struct ClassicSessionTests {
  typealias Talk = Conversation<FakeClassic>

  static func talk(_ board: FakeClassic = FakeClassic(), begun: Bool = true) -> Talk {
    var talk = Talk(ClassicSession(.classic), with: board)
    if begun {
      talk.begin()
      talk.forget()
    }
    return talk
  }

  @Test("a conversation begins with status, clear, hearing test and chip id")
  func beginning() {
    var talk = Self.talk(begun: false)
    talk.begin()
    #expect(
      talk.trace == ["S → Ic ", "A", "S → Ic ", "I", "(24) → DUCOID30014C4E5A5B1234  "])
    #expect(talk.reports == [.identified(ChipID(0x3001_4C4E_5A5B_1234)), .ready])
  }

  @Test("a job is one status and one command at a time, then polls, then result, time and clear")
  func wholeJob() {
    var talk = Self.talk()
    let job = JobMaker.job(answer: 20, difficulty: 10)
    talk.assign(job)
    let hash = job.expectedHash
    #expect(
      talk.trace.filter { $0 != "S → B?O" } == [
        "S → I? ", "Lb1d5daa0118596c898ab", "S → I? ", "M96a63e58e1da0ad5084a", "S → I? ", "N\(hash.prefix(20))",
        "S → I? ", "O\(hash.suffix(20))", "S → C? ", "R →    20", "E →   107", "A",
      ])
    #expect(talk.reports == [.found(20, doubtful: false), .measured(.milliseconds(107)), .ready])
  }

  @Test("polls come at common ticks and not before an answer can be due")
  func ticks() {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 100, difficulty: 10))
    let polls = zip(talk.trace, talk.times).filter { $0.0.hasPrefix("S → B") }.map(\.1)
    #expect(polls.count > 8)
    #expect(polls.allSatisfy { $0.nanoseconds % 40_000_000 == 0 })
  }

  @Test("the difficulty is sent once below 10, and each time above, because a reset between jobs is not seen")
  func difficulty() {
    var talk = Self.talk()
    for difficulty in [6, 6, 10, 10, 12, 12] { talk.assign(JobMaker.job(answer: 1, difficulty: difficulty)) }
    #expect(talk.trace.filter { $0.hasPrefix("D") } == ["D06", "D10", "D12", "D12"])
  }

  @Test("hashes travel in lower case")
  func lowerCase() {
    var talk = Self.talk()
    let job = JobMaker.job(answer: 7, difficulty: 10)
    let shouting = PoolJob(
      previousHash: job.previousHash, expectedHash: job.expectedHash.uppercased(), difficulty: 10)
    talk.assign(shouting)
    #expect(talk.reports.first == .found(7, doubtful: false))
    #expect(talk.trace.filter { $0.hasPrefix("N") } == ["N\(job.expectedHash.prefix(20))"])
  }

  @Test("scenario 17: an id of mixed bits means two boards at one address")
  func mixedIdentity() {
    var talk = Self.talk(begun: false)
    talk.board.chip = "DUCOID\u{01}0014C4E5A5B1234"
    talk.begin()
    #expect(talk.reports == [.unstableIdentity])
  }

  @Test("scenario 15: an id that is disturbed for a moment is no second board")
  func disturbedIdentity() {
    var talk = Self.talk(begun: false)
    let chip = talk.board.chip
    talk.board.chip = "DUCOID\u{01}0014C4E5A5B1234"
    // The tenth transaction asks for the fourth time.
    talk.meddling = { board, _, count in if count == 10 { board.chip = chip } }
    talk.begin()
    #expect(talk.reports == [.identified(ChipID(0x3001_4C4E_5A5B_1234)), .ready])
  }

  @Test("scenario 16: a reset in the middle of a search is seen by the version letter")
  func brownOutInSearch() {
    var talk = Self.talk()
    talk.meddling = { board, _, count in if count == 12 { board.reset() } }
    talk.assign(JobMaker.job(answer: 500))
    #expect(talk.reports == [.rebooted, .identified(ChipID(0x3001_4C4E_5A5B_1234)), .ready])
  }

  @Test("scenario 16: a reset in the middle of an upload is seen too")
  func brownOutInUpload() {
    var talk = Self.talk()
    talk.meddling = { board, _, count in if count == 4 { board.reset() } }
    talk.assign(JobMaker.job(answer: 50, difficulty: 10))
    #expect(talk.reports.first == .rebooted)
    #expect(talk.trace[4] == "S → Ic ")
  }

  @Test("a board that is silent while it starts again is waited for")
  func silentWhileStarting() {
    var talk = Self.talk()
    talk.meddling = { board, _, count in
      guard count == 12 else { return }
      board.reset()
      board.faults = [Result<[UInt8], BusError>?](repeating: .failure(.noAcknowledge(42)), count: 5)
    }
    talk.assign(JobMaker.job(answer: 500))
    #expect(talk.reports.first == .rebooted)
  }

  @Test("a blocked bus is not tried again: the other boards waited too")
  func blockedBus() {
    var talk = Self.talk()
    talk.board.faults = [.failure(.timedOut(42))]
    talk.assign(JobMaker.job(answer: 3))
    #expect(talk.reports == [.lost(.bus(.timedOut(42)))])
    #expect(talk.trace.count == 1)
  }

  @Test("somebody else's search is waited for, without a disturbance")
  func foreignSearch() {
    var talk = Self.talk()
    talk.assign(JobMaker.job(answer: 3, difficulty: 10))
    for (index, part) in ["L\(JobMaker.previous.prefix(20))", "M\(JobMaker.previous.suffix(20))", "N", "O"].enumerated()
    {
      talk.board.foreignWrite(part, at: talk.now + .milliseconds(index))
    }
    talk.now = talk.now + .milliseconds(10)
    var second = Talk(ClassicSession(.classic), with: talk.board)
    second.now = talk.now
    second.begin(fresh: false)
    #expect(second.trace.first == "S → B?O")
    #expect(second.reports.last == .ready)
    #expect(second.board.disturbances.isEmpty)
    #expect(second.now - talk.now > .seconds(5))
  }

  @Test("an elapsed time that cannot be is replaced by the middle of the last two polls")
  func implausibleTime() {
    var search = ClassicSearch(JobMaker.job(answer: 1), since: .zero, until: .zero)
    #expect(search.plausible(.seconds(1)) == nil)
    search.sawBusy(Uptime(seconds: 1))
    search.sawEnd(Uptime(seconds: 1.04))
    #expect(search.plausible(.milliseconds(1010)) == .milliseconds(1010))
    #expect(search.plausible(.milliseconds(3)) == .milliseconds(1020))
    #expect(search.plausible(.seconds(9)) == .milliseconds(1020))
    #expect(search.plausible(nil) == .milliseconds(1020))
  }
}
