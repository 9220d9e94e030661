import Bus
import Simulator
import Testing
import Units

@testable import Mining

/// What `akkurat board` does, on simulated boards.
@Suite("A board looked after by hand")
struct BoardServiceTests {
  @Test("an old board tells status and chip id")
  func oldBoard() throws {
    let bench = ServiceBench([ServiceBench.classic(42)])
    let portrait = try BoardPortrait(of: 42, over: bench.line)
    #expect(portrait.firmware == .classic(status: "Ic "))
    #expect(portrait.chip != nil)
  }

  @Test("a board with this firmware tells version, abilities, supply, reset cause and rate")
  func ownBoard() throws {
    let bench = ServiceBench([ServiceBench.own(42)])
    _ = bench.trial(42, .akkurat, jobs: 1)
    let portrait = try BoardPortrait(of: 42, over: bench.line)
    guard case .akkurat(let abilities, let health) = portrait.firmware else {
      Issue.record("\(portrait)")
      return
    }
    #expect(abilities.megahertz == 16 && abilities.fastDifficulty == 99 && abilities.revision == 1)
    #expect(abilities.features.starts(with: ["packed jobs", "abort", "sleep", "supply voltage"]))
    #expect(health.resetCause == .powerOn)
    #expect(health.watchdogResets == 0)
    #expect((4.0...6.0).contains(try #require(health.supply).value))
    #expect(try #require(health.hashRate).value > 2500)
    #expect(portrait.chip != nil)
  }

  @Test("nobody, and somebody who is no board, are told apart")
  func strangers() throws {
    let bench = ServiceBench([.init(label: "line", dialect: .stream(checksum: true), address: 20)])
    #expect(throws: BoardServiceFailure.nobody(42)) { try BoardPortrait(of: 42, over: bench.line) }
    #expect { try BoardPortrait(of: 20, over: bench.line) } throws: { error in
      if case BoardServiceFailure.notABoard(20, _) = error { true } else { false }
    }
  }

  @Test("known jobs are answered right and their rate is told", arguments: [BoardDialect.classic, .akkurat])
  func trial(_ dialect: BoardDialect) throws {
    let board = dialect == .classic ? ServiceBench.classic(42) : ServiceBench.own(42)
    let trial = ServiceBench([board]).trial(42, dialect)
    #expect(trial.isPassed)
    #expect(trial.answers.map(\.verdict) == [.right, .right, .right, .right])
    #expect(Set(trial.answers.map(\.expected)).count == 4)
    let expected = dialect == .classic ? 190.0...200 : 3700...4100
    #expect(expected.contains(try #require(trial.hashRate).value), "\(trial.hashRate as Any)")
  }

  @Test("Scenario 18: a board that lies fails, job by job")
  func lies() throws {
    let fault = Fault(.lyingBoard)
    let trial = ServiceBench([ServiceBench.own(42)], faults: [fault]).trial(42, .akkurat)
    #expect(trial.wrong == 4 && !trial.isPassed)
    for answer in trial.answers {
      guard case .wrong(let nonce) = answer.verdict else {
        Issue.record("\(answer)")
        continue
      }
      #expect(nonce != answer.expected)
    }
  }

  @Test("a board that is not there ends the test at once")
  func absent() {
    let trial = ServiceBench([]).trial(42, .akkurat)
    #expect(trial.answers.isEmpty && !trial.isPassed)
    #expect(trial.end == .bus(.noAcknowledge(42)))
  }

  @Test("a new address is in force, the old one silent, and both outlive the next jobs", arguments: [false, true])
  func moves(isOwn: Bool) throws {
    let bench = ServiceBench([isOwn ? ServiceBench.own(42) : ServiceBench.classic(42)])
    try BoardReaddressing(from: 42, to: 43).perform(over: bench.line)
    #expect(try BusScan(bench.rig.bus).found == [43])
    #expect(bench.trial(43, isOwn ? .akkurat : .classic, jobs: 1).isPassed)
  }

  @Test("a taken, reserved, equal or too high address is refused before anything is written")
  func refusals() throws {
    let bench = ServiceBench([ServiceBench.classic(42), ServiceBench.own(43)])
    #expect(throws: BoardServiceFailure.reserved(7)) { try BoardReaddressing(from: 42, to: 7) }
    #expect(throws: BoardServiceFailure.reserved(120)) { try BoardReaddressing(from: 42, to: 120) }
    #expect(throws: BoardServiceFailure.same(42)) { try BoardReaddressing(from: 42, to: 42) }
    #expect(throws: BoardServiceFailure.taken(43)) {
      try BoardReaddressing(from: 42, to: 43).perform(over: bench.line)
    }
    #expect(throws: BoardServiceFailure.tooHigh(50)) {
      try BoardReaddressing(from: 42, to: 50).perform(over: bench.line)
    }
    #expect(throws: BoardServiceFailure.nobody(60)) {
      try BoardReaddressing(from: 60, to: 61).perform(over: bench.line)
    }
    #expect(try BusScan(bench.rig.bus).found == [42, 43])
    try BoardReaddressing(from: 43, to: 110).perform(over: bench.line)
    #expect(try BusScan(bench.rig.bus).found == [42, 110])
  }

  @Test("somebody else's search is waited for")
  func searching() throws {
    let bench = ServiceBench([ServiceBench.classic(42)])
    let work = BoardTask(selfTest: 1, since: .zero).work
    for command in ClassicLayout.classic.commands(for: work) {
      try bench.rig.bus.write(command, to: 42)
      bench.clock.advance(by: .milliseconds(1))
    }
    let before = bench.clock.now
    let portrait = try BoardPortrait(of: 42, over: bench.line)
    #expect(portrait.chip != nil)
    #expect(bench.clock.now - before > .milliseconds(400))
  }

  @Test("reset causes are named", arguments: [(1, "power-on"), (4, "brown-out"), (10, "reset line, watchdog")])
  func causes(_ bits: UInt8, _ words: String) {
    #expect("\(ResetCause(rawValue: bits))" == words)
  }
}
