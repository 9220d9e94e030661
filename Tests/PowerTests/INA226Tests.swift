import Bus
import Power
import Testing
import Units

@Suite("INA226")
struct INA226Tests {
  let start = Uptime(seconds: 100)

  func bus(_ shunt: Int16, _ volts: UInt16, die: UInt16 = 0x2260) -> RegisterBus {
    RegisterBus(
      0x41, [0x00: 0x4127, 0x01: UInt16(bitPattern: shunt), 0x02: volts, 0xFE: 0x5449, 0xFF: die])
  }

  @Test("a fresh chip is identified, configured, then read: exact transactions")
  func trace() throws {
    let bus = bus(-4000, 10240)
    var chip = INA226(address: 0x41, shunt: Ohms(0.01))
    #expect(try chip.sample(on: bus, at: start) == [])
    #expect(
      bus.takeTrace() == ["41 W fe R2 → 54 49", "41 W ff R2 → 22 60", "41 W 00 R2 → 41 27", "41 W 00 49 27"])
    let measured = try chip.sample(on: bus, at: start)
    #expect(bus.takeTrace() == ["41 W 00 R2 → 49 27", "41 W 01 R2 → f0 60", "41 W 02 R2 → 28 00"])
    #expect(measured.map(\.value.description) == ["12.8 V", "-1 A"])
    #expect(measured.map(\.raw) == [10240, -4000])
  }

  @Test("another revision of the die is the same chip; another die is not, and nothing is written to it")
  func identity() throws {
    var chip = INA226(address: 0x41, shunt: Ohms(0.01))
    #expect(throws: Never.self) { try chip.sample(on: bus(0, 0, die: 0x2261), at: start) }
    let other = bus(0, 0, die: 0x3220)
    chip = INA226(address: 0x41, shunt: Ohms(0.01))
    #expect(
      throws: SensorError.wrongChip(sensor: "INA226 at 65 (0x41)", expected: "die 0x2260", found: "0x3220")
    ) { try chip.sample(on: other, at: start) }
    #expect(other.takeTrace() == ["41 W fe R2 → 54 49", "41 W ff R2 → 32 20"])
  }

  @Test("0 V, 40.96 V and both ends of the shunt input are the end of the range")
  func rails() throws {
    for (shunt, volts, expected) in [
      (0, 0, [true, false]), (.max, 0x7FFF, [true, true]), (.min, 1, [false, true]),
    ] as [(Int16, UInt16, [Bool])] {
      let bus = bus(shunt, volts)
      var chip = INA226(address: 0x41, shunt: Ohms(0.01))
      _ = try chip.sample(on: bus, at: start)
      #expect(try chip.sample(on: bus, at: start).map(\.atRail) == expected)
    }
  }
}
