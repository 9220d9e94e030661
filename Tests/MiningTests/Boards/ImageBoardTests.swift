import Bus
import Foundation
import Simulator
import Testing
import Units

@testable import Mining

/// The agent's side of each dialect against the very images that boards run, cycle by cycle.
@Suite("Boards with real images", .enabled(if: ImageBoard.areBuilt), .timeLimit(.minutes(10)))
struct ImageBoardTests {
  static let isFull = ProcessInfo.processInfo.environment["VIRTUAL_BOARDS_FULL"] == "1"

  struct Pairing: Sendable, CustomTestStringConvertible {
    let image: ImageBoard.Image
    let dialect: BoardDialect
    let difficulties: ClosedRange<Int>
    let jobs: (full: Int, reduced: Int)
    var testDescription: String { "\(image) in dialect \(dialect)" }
  }

  static let pairings = [
    Pairing(image: .classic, dialect: .classic, difficulties: 1...2, jobs: (100, 6)),
    Pairing(image: .minipro, dialect: .classic, difficulties: 1...6, jobs: (300, 10)),
    Pairing(image: .minipro, dialect: .akkurat, difficulties: 1...99, jobs: (1000, 25)),
  ]

  private static func rig(_ image: ImageBoard.Image, _ dialect: BoardDialect) throws -> Rig<ImageBoard> {
    var rig = Rig(dialect, try ImageBoard(image))
    rig.power(true)
    rig.run(until: { $0 == .ready })
    return rig
  }

  @Test("random jobs are answered right", arguments: pairings)
  func jobs(_ pairing: Pairing) throws {
    var random = SplitMix(seed: 7)
    var rig = try Self.rig(pairing.image, pairing.dialect)
    for _ in 0..<(Self.isFull ? pairing.jobs.full : pairing.jobs.reduced) {
      let difficulty = Int.random(in: pairing.difficulties, using: &random)
      let (work, answer) = JobMaker.random(difficulty: difficulty, using: &random)
      rig.events = []
      let job = rig.assign(work)
      rig.run(until: { $0 == .ready })
      let results = rig.events.compactMap { if case .result(let result) = $0 { result } else { nil } }
      #expect(results.map(\.job) == [job])
      #expect(results.map(\.nonce) == [answer])
    }
  }

  @Test("a board tells its id and how long it took", arguments: pairings)
  func identity(_ pairing: Pairing) throws {
    var rig = try Self.rig(pairing.image, pairing.dialect)
    #expect(rig.events.contains { if case .identified = $0 { true } else { false } })
    rig.assign(JobMaker.job(answer: 200, difficulty: 2))
    rig.run(until: { $0 == .ready })
    let times = rig.events.compactMap { if case .measured(_, let elapsed) = $0 { elapsed / .seconds(1) } else { nil } }
    let expected = pairing.image == .classic ? 200.0...230 : 2_500...5_000
    #expect(times.count == 1)
    #expect(try expected.contains(201 / #require(times.first)), "\(times)")
  }

  @Test("an old-style board that has gone deaf is noticed, and a power cycle brings it back")
  func deafness() throws {
    var rig = try Self.rig(.classic, .classic)
    rig.assign(JobMaker.job(answer: 150, difficulty: 2))
    rig.run(for: .milliseconds(300))
    try rig.board.bus.write(Array("L00000000000000000000".utf8), to: 42)
    rig.run(for: .seconds(60), until: { $0 == .deaf })
    #expect(rig.events.contains(.deaf))
    rig.power(false)
    try rig.board.control.setPower(of: "b", on: false)
    try rig.board.control.setPower(of: "b", on: true)
    rig.events = []
    rig.power(true)
    rig.run(for: .seconds(60), until: { $0 == .ready })
    #expect(rig.events.contains(.ready))
  }

  @Test("one disturbed byte anywhere in a job never leads to a wrong answer", arguments: [BoardDialect.akkurat])
  func disturbance(_ dialect: BoardDialect) throws {
    var rig = try Self.rig(.minipro, dialect)
    for place in 1...60 {
      let work = JobMaker.job(answer: 50 + place, difficulty: 2)
      rig.events = []
      try rig.board.control.send("corrupt \(place) \(1 << (place % 8))")
      let job = rig.assign(work)
      rig.run(until: { $0 == .ready })
      try rig.board.control.send("corrupt 0 0")
      let nonces = rig.events.compactMap { event -> Int? in
        if case .result(let result) = event, result.job == job { result.nonce } else { nil }
      }
      #expect(nonces == [50 + place], "byte \(place): \(rig.events)")
    }
  }
}
