import Bus
import Synchronization
import Units

/// A bus of fake boards, on the injected clock.
final class FakeWire: I2CBus {
  private let boards: Mutex<[I2CAddress: any FakeBoard]>
  private let timebase: any Timebase
  private let trace = Mutex<[(address: I2CAddress, time: Uptime)]>([])

  init(_ boards: [I2CAddress: any FakeBoard], _ timebase: any Timebase) {
    self.boards = Mutex(boards)
    self.timebase = timebase
  }

  /// Who was addressed when.
  var uses: [(address: I2CAddress, time: Uptime)] { trace.withLock { $0 } }

  func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    let now = timebase.now
    trace.withLock { $0.append((address, now)) }
    let outcome = boards.withLock { boards in
      boards[address]?.transfer(messages, at: now) ?? .failure(.noAcknowledge(address))
    }
    return try outcome.get()
  }
}
