import Bus
import Synchronization
import Testing
import Units

/// Answers every read at an address as told.
private final class Answers: I2CBus {
  let outcome: @Sendable (I2CAddress) -> Result<[UInt8], BusError>
  let asked = Mutex<[I2CAddress]>([])

  init(_ outcome: @escaping @Sendable (I2CAddress) -> Result<[UInt8], BusError>) { self.outcome = outcome }

  func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    asked.withLock { $0.append(address) }
    return try outcome(address).get()
  }
}

@Suite("The health of a bus")
struct BusHealthTests {
  @Test("outcomes are counted by address")
  func counts() throws {
    let wire = Answers { address in
      switch address {
      case 0x40: .success([1])
      case 0x41: .failure(.noAcknowledge(address))
      default: .failure(.timedOut(address))
      }
    }
    let bus = WatchedI2CBus(wire, timebase: SystemTimebase())
    for address: I2CAddress in [0x40, 0x41, 0x42, 0x42] { _ = try? bus.read(1, from: address) }
    let counts = bus.health.counts
    #expect(counts[0x40]?.transactions == 1 && counts[0x40]?.notAcknowledged == 0)
    #expect(counts[0x41]?.notAcknowledged == 1)
    #expect(counts[0x42]?.timedOut == 2)
  }

  @Test("who blocked the bus first is the suspect, until anybody gets through or is not there")
  func suspect() {
    var health = BusHealth()
    health.note(0x42, error: .timedOut(0x42), took: .zero)
    health.note(0x43, error: .timedOut(0x43), took: .zero)
    #expect(health.suspect == 0x42)
    health.note(0x44, error: .noAcknowledge(0x44), took: .zero)
    #expect(health.suspect == nil)
    health.note(0x45, error: .lineHeld("SDA"), took: .zero)
    #expect(health.suspect == 0x45)
    health.note(0x40, error: nil, took: .zero)
    #expect(health.suspect == nil)
    health.note(0x40, error: .closed("x"), took: .zero)
    #expect(health.suspect == nil)
  }

  @Test("the probe reads where nobody lives; nobody there means the bus is free")
  func probe() {
    let wire = Answers { .failure(.noAcknowledge($0)) }
    #expect(BusProbe(avoiding: [0x77, 0x75]).look(at: wire) == .free)
    #expect(wire.asked.withLock { $0 } == [0x76])
  }

  @Test("a time limit is a stuck bus, an adapter that has gone is not")
  func stuck() {
    #expect(BusProbe(avoiding: []).look(at: Answers { .failure(.timedOut($0)) }) == .stuck(.timedOut(0x77)))
    let gone = BusProbe(avoiding: []).look(at: Answers { _ in .failure(.closed("/dev/i2c-1")) })
    #expect(gone == .unknown(.closed("/dev/i2c-1")))
  }

  @Test("zeros from two addresses where nobody lives are SDA held low; from one, a chip nobody configured")
  func zeros() {
    #expect(BusProbe(avoiding: []).look(at: Answers { _ in .success([0]) }) == .stuck(.lineHeld("SDA")))
    let one = Answers { $0 == 0x77 ? .success([0]) : .failure(.noAcknowledge($0)) }
    #expect(BusProbe(avoiding: []).look(at: one) == .free)
  }
}
