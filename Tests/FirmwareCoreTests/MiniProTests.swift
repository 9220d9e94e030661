import FirmwareCore
import Testing

/// xorshift: the same run from the same seed.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

@Suite("The board on the bus")
struct MiniProTests {
  /// WAKE for address 42: the least a host of dialect C can say.
  private let wake = "b2c2"

  @Test("Whatever is written, the board is never deaf and keeps its address")
  func isNeverDeaf() {
    var source = Seeded(state: 0x5EED)
    let board = HostBoard()
    for _ in 0..<20_000 {
      var bytes = (0..<Int.random(in: 0...40, using: &source)).map { _ in UInt8.random(in: 0...255, using: &source) }
      if let first = "ADLMNOHSREIK".utf8.randomElement(using: &source), Bool.random(using: &source), !bytes.isEmpty {
        bytes[0] = first
      }
      board.write(bytes, to: 42)
      if Bool.random(using: &source) { _ = board.read(Int.random(in: 1...30, using: &source), from: 42) }
      board.pass()
      #expect(board.core.address == 42)
    }
    board.write(Array("A".utf8), to: 42)
    board.write(Array("K".utf8), to: 42)
    #expect(board.read(3, from: 42) == Array("AKK".utf8))
  }

  @Test("The outcome of a search that was stopped changes nothing, even when another one runs")
  func ignoresLateOutcome() {
    let board = HostBoard()
    var job = Job()
    board.beginTest(difficulty: 99)
    let late = board.core.takeJob(&job)
    board.write(Array("A".utf8), to: 42)
    let isWanted = board.core.progress(of: late, nonce: 10)
    #expect(!isWanted)
    board.beginTest(difficulty: 99)
    board.core.end(late, Outcome(state: .found, nonce: 5, microseconds: 1))
    #expect(board.core.state == .searching)
  }

  @Test("A stopped search leaves no order behind")
  func stopsBeforeItBegan() {
    let board = HostBoard()
    board.beginTest(difficulty: 99)
    board.write(Array("A".utf8), to: 42)
    let orders = board.core.takeOrders()
    #expect(!orders.contains(.search))
  }

  @Test("Power-down is ordered after the set time without a job, not during one, and not when it is 0")
  func powersDown() {
    let board = HostBoard()
    board.write(Vectors.bytes(wake), to: 42)
    for _ in 0..<59 { board.core.passSecond() }
    #expect(!board.core.hasOrders)
    board.core.passSecond()
    #expect(board.takeOrders() == .powerDown)
    board.core.wokeUp()
    board.core.passSecond()
    #expect(!board.core.hasOrders)
    board.beginTest(difficulty: 99)
    for _ in 0..<100 { board.core.passSecond() }
    #expect(board.takeOrders() == .search)
  }

  @Test("A host that speaks dialect A alone never meets a sleeping board")
  func staysAwakeForDialectA() {
    let board = HostBoard()
    board.write(Array("S".utf8), to: 42)
    for _ in 0..<70_000 { board.core.passSecond() }
    #expect(!board.core.hasOrders)
  }

  @Test("A job that comes in takes an order to power down back")
  func staysAwake() {
    let board = HostBoard()
    board.core.postpone(.powerDown)
    board.beginTest(difficulty: 1)
    #expect(board.takeOrders() == .search)
  }

  @Test("Time in the report runs while it searches, stands when it is done, and survives the wrap of the clock")
  func reportsTime() {
    let board = HostBoard()
    board.now = UInt32.max - 1000
    board.beginTest(difficulty: 1)
    func elapsed() -> UInt32 {
      board.core.beginRead(at: board.now)
      let bytes = (0..<10).map { _ in board.core.nextByte() }
      return bytes[5...8].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    board.write([0xFF], to: 42)  // refused: the reply is the report
    board.now &+= 5000
    #expect(elapsed() == 5000)
    board.now &-= 5000
    board.finish()
    let done = elapsed()
    #expect(done == 8 * 2500)
    board.now &+= 77
    #expect(elapsed() == done)
  }

  @Test("A bus error voids the write under way and is counted")
  func voidsAfterBusError() {
    let board = HostBoard()
    board.core.beginWrite()
    board.core.receive(0x41)
    board.core.busFailed()
    board.core.endWrite(at: 0)
    #expect(board.core.counters.busErrors == 1)
    #expect(board.core.counters.refusals == 0)
  }
}
