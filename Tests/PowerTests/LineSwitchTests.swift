import Bus
import Power
import Synchronization
import Testing

/// A chip's lines as seen from outside: every change in order, and what happens when they are let go.
private final class LineBench: GPIOProvider, Sendable {
  struct State {
    var levels: [Int: Bool] = [:]
    var trace: [String] = []
    var stuck: Set<Int> = []
  }

  let state = Mutex(State())

  func takeTrace() -> [String] {
    state.withLock { state in
      defer { state.trace = [] }
      return state.trace
    }
  }

  func level(_ offset: Int) -> Bool? { state.withLock { $0.levels[offset] } }

  func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput { take(line, active) }
  func openDrain(_ line: GPIOLine) throws(BusError) -> any GPIOOutput { take(line, true) }
  func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput {
    Line(bench: self, number: line.offset)
  }

  private func take(_ line: GPIOLine, _ active: Bool) -> Line {
    state.withLock { $0.levels[line.offset] = active }
    return Line(bench: self, number: line.offset)
  }

  final class Line: GPIOOutput, GPIOInput {
    let bench: LineBench
    let number: Int

    init(bench: LineBench, number: Int) {
      self.bench = bench
      self.number = number
    }

    func set(_ active: Bool) throws(BusError) {
      bench.state.withLock {
        guard !$0.stuck.contains(number) else { return }
        if $0.levels[number] != active { $0.trace.append("\(number)\(active ? "↑" : "↓")") }
        $0.levels[number] = active
      }
    }

    func get() throws(BusError) -> Bool { bench.state.withLock { $0.levels[number] ?? false } }

    deinit { bench.state.withLock { $0.levels[number] = nil } }
  }
}

private func line(_ offset: Int) -> GPIOLine { GPIOLine(chip: "bench", offset: offset) }

@Suite("Switches on lines, and their state after death (scenario 25)")
struct LineSwitchTests {
  @Test("a GPIO switch is off from the moment it is opened, and let go when nobody holds it: off by its pull")
  func gpio() throws {
    let bench = LineBench()
    do {
      let it = try GPIOSwitch(line(1), from: bench)
      #expect(bench.level(1) == false)
      try it.turn(on: true)
      #expect(bench.level(1) == true)
      #expect(it.afterDeath == .fallsBackToPull)
    }
    #expect(bench.level(1) == nil)
  }

  @Test("a line that does not follow is an error that names it")
  func shorted() throws {
    let bench = LineBench()
    let it = try GPIOSwitch(line(1), from: bench)
    bench.state.withLock { _ = $0.stuck.insert(1) }
    #expect(throws: SwitchError.doesNotFollow(switch: it.identity, commanded: true)) { try it.turn(on: true) }
  }

  @Test("a latching relay gets one pulse a turn, never current in both coils, and holds when its lines are let go")
  func latching() async throws {
    let bench = LineBench()
    let pauses = Mutex<[Duration]>([])
    let it = try LatchingSwitch(set: line(1), reset: line(2), pulse: .milliseconds(40), from: bench) { time in
      bench.state.withLock { $0.trace.append("wait") }
      pauses.withLock { $0.append(time) }
    }
    #expect(bench.level(1) == false && bench.level(2) == false)
    try await it.turn(on: false)
    #expect(bench.takeTrace() == ["2↑", "wait", "2↓"])
    try await it.turn(on: true)
    #expect(bench.takeTrace() == ["1↑", "wait", "1↓"])
    #expect(pauses.withLock { $0 } == [.milliseconds(40), .milliseconds(40)])
    #expect(it.afterDeath == .holds)
  }

  @Test("a reset hold only ever pulls low; let go, its board runs")
  func reset() throws {
    let bench = LineBench()
    do {
      let it = try ResetHold(line(3), from: bench)
      try it.turn(on: false)
      #expect(bench.level(3) == false)
      try it.turn(on: true)
      #expect(bench.level(3) == true)
      #expect(it.afterDeath == .turnsOn)
    }
    #expect(bench.level(3) == nil)
  }

  @Test("feedback shows the supply; the watchdog's line changes at every beat and stays when nobody beats")
  func feedbackAndWatchdog() throws {
    let bench = LineBench()
    let feedback = try SwitchFeedback(line(4), from: bench)
    #expect(try !feedback.isOn())
    bench.state.withLock { $0.levels[4] = true }
    #expect(try feedback.isOn())
    var watchdog = try WatchdogLine(line(5), from: bench)
    for _ in 0..<3 { try watchdog.beat() }
    #expect(bench.takeTrace() == ["5↑", "5↓", "5↑"])
  }
}
