import Bus
import Synchronization
import Testing
import Units

@Suite("SPI on GPIO lines")
struct BitBangedSPITests {
  /// Four lines and a slave in mode 0 that answers 0xA5, 0x5A, … and writes down what it was sent.
  final class Slave: GPIOProvider {
    struct State {
      var levels: [Int: Bool] = [:]
      var answers: [UInt8] = [0xA5, 0x5A]
      var received: [UInt8] = []
      var shift: UInt8 = 0
      var bits = 0
      var trace: [String] = []
      /// Time each change of a line takes.
      var slowness: Duration = .zero
      var slowChanges = Int.max
    }

    let state = Mutex(State())
    let clock = StepClock()

    func output(_ line: GPIOLine, initially active: Bool) throws(BusError) -> any GPIOOutput {
      set(line.offset, active != line.activeLow)
      return Line(slave: self, line: line)
    }

    func input(_ line: GPIOLine, bias: GPIOBias) throws(BusError) -> any GPIOInput { Line(slave: self, line: line) }

    func set(_ offset: Int, _ high: Bool) {
      state.withLock { state in
        if state.slowChanges > 0 {
          state.slowChanges -= 1
          clock.advance(state.slowness)
        }
        let before = state.levels[offset]
        state.levels[offset] = high
        guard before != nil, before != high else { return }
        if offset == 8 {
          state.trace.append(high ? "deselected" : "selected")
          state.bits = 0
        }
        guard offset == 11, state.levels[8] == false, high else { return }
        state.shift = state.shift << 1 | (state.levels[10] == true ? 1 : 0)
        state.bits += 1
        if state.bits % 8 == 0 { state.received.append(state.shift) }
      }
    }

    /// The bit that goes with the clock that is high now.
    func get(_ offset: Int) -> Bool {
      state.withLock { state in
        let bit = state.bits - 1
        return state.answers[bit / 8 % state.answers.count] >> UInt8(7 - bit % 8) & 1 == 1
      }
    }
  }

  final class StepClock: Timebase {
    private let time = Mutex(Uptime.zero)
    var now: Uptime { time.withLock { $0 } }
    var speed: Double { 1 }
    func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
  }

  struct Line: GPIOOutput, GPIOInput {
    let slave: Slave
    let line: GPIOLine
    func set(_ active: Bool) throws(BusError) { slave.set(line.offset, active != line.activeLow) }
    func get() throws(BusError) -> Bool { slave.get(line.offset) != line.activeLow }
  }

  let lines = BitBangedSPI.Lines(chip: "/dev/gpiochip0", clock: 11, mosi: 10, miso: 9, select: 8)

  @Test("bytes go both ways, most significant bit first, between a select and a deselect")
  func bytes() throws {
    let slave = Slave()
    let spi = try BitBangedSPI(lines, from: slave, timebase: slave.clock)
    #expect(slave.state.withLock { $0.levels } == [8: true, 10: false, 11: false])
    #expect(try spi.exchange([0x01, 0xD3]) == [0xA5, 0x5A])
    #expect(slave.state.withLock { $0.received } == [0x01, 0xD3])
    #expect(slave.state.withLock { $0.trace } == ["selected", "deselected"])
    #expect(slave.state.withLock { $0.levels[11] } == false)
  }

  @Test("an exchange that took too long is done again, and is an error after three")
  func slow() throws {
    let slave = Slave()
    let spi = try BitBangedSPI(lines, from: slave, limit: .microseconds(1200), timebase: slave.clock)
    slave.state.withLock { state in
      state.slowness = .microseconds(100)
      state.slowChanges = 30
    }
    #expect(try spi.exchange([1, 2, 3]).count == 3)
    #expect(slave.state.withLock { $0.received } == [1, 2, 3, 1, 2, 3])
    slave.state.withLock { $0.slowChanges = .max }
    #expect(throws: BusError.self) { try spi.exchange([1]) }
  }
}
