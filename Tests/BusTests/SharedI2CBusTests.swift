import Bus
import Synchronization
import Testing
import Units

@Suite("SharedI2CBus")
struct SharedI2CBusTests {
  /// Notes who used the bus, in order.
  private final class Diary: I2CBus {
    let entries = Mutex<[String]>([])
    func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
      entries.withLock { $0.append("\(address.value)") }
      return []
    }
    var text: [String] { entries.withLock { $0 } }
  }

  /// Takes a number of turns, each due a while after the one before.
  private final class Taker: BusTurnTaker {
    private struct State {
      var due: Uptime?
      var left: Int
      var taken: [Uptime] = []
    }
    private let state: Mutex<State>
    private let timebase: any Timebase
    private let address: I2CAddress
    private let period: Duration
    let done = AsyncStream<Void>.makeStream()

    init(_ address: I2CAddress, from start: Uptime, every period: Duration, count: Int, _ timebase: any Timebase) {
      self.address = address
      self.period = period
      self.timebase = timebase
      state = Mutex(State(due: start, left: count))
    }

    var nextTurn: Uptime? { state.withLock { $0.due } }
    var taken: [Uptime] { state.withLock { $0.taken } }

    func takeTurn(on bus: any I2CBus) {
      _ = try? bus.transfer(with: address, [])
      state.withLock { state in
        state.taken.append(timebase.now)
        state.left -= 1
        state.due = state.left > 0 ? state.due! + period : nil
        if state.left == 0 { done.continuation.finish() }
      }
    }

    func finished() async { for await _ in done.stream {} }
  }

  @Test("a body that is run has the bus alone and gives its answer or its error")
  func runs() async throws {
    let diary = Diary()
    let bus = SharedI2CBus(diary, name: "i2c-t")
    let answer = await bus.run { wire in (try? wire.transfer(with: 9, []))?.count }
    #expect(answer == 0)
    await #expect(throws: BusError.closed("x")) {
      try await bus.run { (_: any I2CBus) throws(BusError) -> Int in throw .closed("x") }
    }
    #expect(diary.text == ["9"])
  }

  @Test("turns are taken when they are due on the injected clock, never before")
  func due() async {
    let clock = ScaledTimebase(speed: 100)
    let bus = SharedI2CBus(Diary(), name: "i2c-t", timebase: clock)
    let start = clock.now + .seconds(1)
    let taker = Taker(7, from: start, every: .seconds(1), count: 4, clock)
    await bus.attach(taker)
    await taker.finished()
    for (index, time) in taker.taken.enumerated() { #expect(time >= start + .seconds(index)) }
  }

  @Test("what was asked for comes before the boards' turns")
  func sensorsFirst() async {
    let diary = Diary()
    let bus = SharedI2CBus(diary, name: "i2c-t")
    let overdue = Taker(7, from: .zero, every: .zero, count: 1, bus.timebase)
    // One visit to the thread: attaching and posting are both over before it looks for turns.
    await bus.prepare(overdue) { _ = try? diary.transfer(with: 3, []) }
    await overdue.finished()
    #expect(diary.text == ["3", "7"])
  }

  @Test("the most overdue turn goes first")
  func mostOverdueFirst() async {
    let diary = Diary()
    let bus = SharedI2CBus(diary, name: "i2c-t")
    let late = Taker(1, from: Uptime(seconds: 2), every: .zero, count: 1, bus.timebase)
    let later = Taker(2, from: Uptime(seconds: 1), every: .zero, count: 1, bus.timebase)
    await bus.prepare(late, later) {}
    await late.finished()
    await later.finished()
    #expect(diary.text == ["2", "1"])
  }

  @Test("nothing planned means no work until something is posted")
  func sleeps() async {
    let bus = SharedI2CBus(Diary(), name: "i2c-t")
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    bus.post { continuation.finish() }
    for await _ in stream {}
  }
}

extension SharedI2CBus {
  /// Attaches and posts in one visit to the bus's thread.
  fileprivate func prepare(_ takers: any BusTurnTaker..., work: @escaping @Sendable () -> Void) {
    for taker in takers { attach(taker) }
    post(work)
  }
}
