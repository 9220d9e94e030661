import Bus
import Testing
import Units

@testable import Mining

@Suite("Dialect classic85")
struct Classic85SessionTests {
  static func talk() -> Conversation<FakeClassic> {
    var board = FakeClassic()
    board.bufferSize = 16
    board.previousLetters = "LMN"
    board.expectedLetters = "OPQ"
    var talk = Conversation(ClassicSession(.classic85), with: board)
    talk.begin()
    return talk
  }

  @Test("no id is asked for")
  func noIdentity() {
    let talk = Self.talk()
    #expect(talk.trace == ["S → Ic ", "A", "S → Ic "])
    #expect(talk.reports == [.ready])
  }

  @Test("hashes go in parts of 14, 14 and 12; no difficulty is sent")
  func parts() {
    var talk = Self.talk()
    talk.forget()
    let job = JobMaker.job(answer: 9)
    talk.assign(job)
    let hash = job.expectedHash
    #expect(
      talk.trace.filter { !$0.hasPrefix("S") } == [
        "Lb1d5daa0118596", "Mc898ab96a63e58", "Ne1da0ad5084a", "O\(hash.prefix(14))",
        "P\(hash.dropFirst(14).prefix(14))",
        "Q\(hash.suffix(12))", "R →     9", "E →    51", "A",
      ])
    #expect(talk.reports == [.found(9, doubtful: false), .measured(.milliseconds(51)), .ready])
    #expect(talk.board.longestWrite <= 16)
  }

  @Test("only jobs up to the built-in difficulty 10 can be asked for")
  func hardest() { #expect(ClassicSession(.classic85).hardestDifficulty == 10) }
}
