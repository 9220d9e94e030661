import Bus
import Power
import Synchronization
import Testing
import Units

@Suite("GPIO comparator")
struct GPIOComparatorTests {
  struct Pin: GPIOInput {
    let level: @Sendable () throws(BusError) -> Bool
    func get() throws(BusError) -> Bool { try level() }
  }

  @Test("the active level says low; a line that goes is requested again")
  func line() throws {
    let pin = Mutex<Bool?>(true)
    var comparator = GPIOComparator(GPIOLine(chip: "/dev/gpiochip0", offset: 5, activeLow: true)) {
      Pin { () throws(BusError) in
        guard let level = pin.withLock({ $0 }) else { throw .closed("gpiochip0") }
        return level
      }
    }
    #expect(try comparator.sample(at: .zero).map(\.value) == [.state(true)])
    pin.withLock { $0 = nil }
    #expect(throws: SensorError.bus(sensor: "comparator on /dev/gpiochip0 line 5 (active low)", .closed("gpiochip0"))) {
      try comparator.sample(at: .zero)
    }
    pin.withLock { $0 = false }
    #expect(try comparator.sample(at: .zero).map(\.value) == [.state(false)])
  }
}
