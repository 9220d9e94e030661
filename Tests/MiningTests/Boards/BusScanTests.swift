import Bus
import Synchronization
import Testing
import Units

@testable import Mining

@Suite("Scan of a bus")
struct BusScanTests {
  @Test("every usable address is read once, none is written, those in use are left out")
  func probes() throws {
    let asked = Mutex<[I2CTransaction]>([])
    let wire = FakeWire([8: FakeStream(), 42: FakeClassic()], SystemTimebase())
    let bus = TracingI2CBus(wire) { transaction in asked.withLock { $0.append(transaction) } }
    let scan = try BusScan(bus, skipping: [8])
    #expect(scan.found == [42])
    #expect(scan.skipped == [8])
    #expect(scan.failed.isEmpty)
    let transactions = asked.withLock { $0 }
    #expect(transactions.map(\.address.value) == (0x09...0x77).map { UInt8($0) })
    #expect(transactions.allSatisfy { $0.messages == [.read(count: 1)] })
  }

  @Test("an address that fails is named, and the scan goes on")
  func failing() throws {
    var stuck = FakeClassic()
    stuck.faults = [.failure(.timedOut(20))]
    let scan = try BusScan(FakeWire([20: stuck, 42: FakeClassic()], SystemTimebase()))
    #expect(scan.found == [42])
    #expect(scan.failed == [20: .timedOut(20)])
  }

  @Test("a held line ends the scan")
  func held() {
    var stuck = FakeClassic()
    stuck.faults = [.failure(.lineHeld("SDA"))]
    #expect(throws: BusError.lineHeld("SDA")) { try BusScan(FakeWire([20: stuck], SystemTimebase())) }
  }
}
