import Bus
import Power
import Testing
import Units

@Suite("INA3221")
struct INA3221Tests {
  let start = Uptime(seconds: 100)

  func bus() -> RegisterBus {
    RegisterBus(
      0x40,
      [
        0x00: 0x7127, 0x01: UInt16(bitPattern: -2500 << 3), 0x02: 1600 << 3, 0x05: 4095 << 3, 0x06: 0,
        0xFE: 0x5449, 0xFF: 0x3220,
      ])
  }

  @Test("only the used channels are enabled and read: exact transactions")
  func trace() throws {
    let bus = bus()
    var chip = INA3221(
      address: 0x40, channels: [.init(number: 1, shunt: Ohms(0.1)), .init(number: 3, shunt: Ohms(0.05))])
    #expect(try chip.sample(on: bus, at: start) == [])
    #expect(
      bus.takeTrace() == ["40 W fe R2 → 54 49", "40 W ff R2 → 32 20", "40 W 00 R2 → 71 27", "40 W 00 57 27"])
    let measured = try chip.sample(on: bus, at: start)
    #expect(
      bus.takeTrace() == [
        "40 W 00 R2 → 57 27", "40 W 01 R2 → b1 e0", "40 W 02 R2 → 32 00", "40 W 05 R2 → 7f f8", "40 W 06 R2 → 00 00",
      ])
    #expect(measured.map(\.channel) == ["voltage1", "current1", "voltage3", "current3"])
    #expect(measured.map(\.value.description) == ["12.8 V", "-1 A", "0 V", "3.276 A"])
    #expect(measured.map(\.atRail) == [false, false, true, true])
  }

  @Test("all three channels may be used")
  func allChannels() throws {
    let bus = bus()
    var chip = INA3221(address: 0x40, channels: (1...3).map { .init(number: $0, shunt: Ohms(0.1)) })
    _ = try chip.sample(on: bus, at: start)
    #expect(bus.takeTrace().last == "40 W 00 77 27")
    #expect(try chip.sample(on: bus, at: start).count == 6)
  }
}
