import Bus
import Synchronization
import Testing
import Units

/// SCL and SDA with pull-ups and a device that holds SDA for a number of clocks.
private final class HeldWires: Sendable {
  struct State {
    var clock = true, data = true
    var clocksLeft: Int
    var clockHeld = false
    var trace: [String] = []
  }

  let state: Mutex<State>

  init(clocksLeft: Int, clockHeld: Bool = false) {
    state = Mutex(State(clocksLeft: clocksLeft, clockHeld: clockHeld))
  }

  var clearing: BusClearing {
    BusClearing(clock: Clock(wires: self), data: Data(wires: self), pause: { _ in })
  }

  var trace: String { state.withLock { $0.trace.joined(separator: " ") } }

  struct Clock: GPIOOutput {
    let wires: HeldWires
    func set(_ active: Bool) throws(BusError) {
      wires.state.withLock {
        if active, !$0.clock, $0.clocksLeft > 0 { $0.clocksLeft -= 1 }
        if active != $0.clock { $0.trace.append(active ? "SCL↑" : "SCL↓") }
        $0.clock = active
      }
    }
    func get() throws(BusError) -> Bool { wires.state.withLock { $0.clock && !$0.clockHeld } }
  }

  struct Data: GPIOOutput {
    let wires: HeldWires
    func set(_ active: Bool) throws(BusError) {
      wires.state.withLock {
        if active != $0.data { $0.trace.append(active ? "SDA↑" : "SDA↓") }
        $0.data = active
      }
    }
    func get() throws(BusError) -> Bool { wires.state.withLock { $0.data && $0.clocksLeft == 0 } }
  }
}

@Suite("Clocking a held bus free")
struct BusClearingTests {
  @Test("pulses end as soon as SDA is let go, then STOP: SDA rises while SCL is high")
  func released() throws {
    let wires = HeldWires(clocksLeft: 2)
    #expect(try wires.clearing.run() == .free(pulses: 2))
    #expect(wires.trace == "SCL↓ SCL↑ SCL↓ SCL↑ SCL↓ SDA↓ SCL↑ SDA↑")
  }

  @Test("nine pulses at most; a device that holds on is told and both lines are let go")
  func held() throws {
    let wires = HeldWires(clocksLeft: 100)
    #expect(try wires.clearing.run() == .dataHeld)
    #expect(wires.trace.components("SCL↑") == 9)
    #expect(wires.state.withLock { $0.clock && $0.data })
  }

  @Test("a free bus gets no pulse and no STOP")
  func free() throws {
    let wires = HeldWires(clocksLeft: 0)
    #expect(try wires.clearing.run() == .free(pulses: 0))
    #expect(wires.trace.isEmpty)
  }

  @Test("a held clock is told, and nothing is driven against it")
  func clockHeld() throws {
    let wires = HeldWires(clocksLeft: 3, clockHeld: true)
    #expect(try wires.clearing.run() == .clockHeld)
    #expect(wires.trace.isEmpty)
  }
}

extension String {
  fileprivate func components(_ word: String) -> Int { split(separator: " ").count { $0 == word } }
}
