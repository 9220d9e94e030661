import Bus
import Power
import Testing
import Units

@Suite("INA228")
struct INA228Tests {
  let start = Uptime(seconds: 100)

  /// A chip after its power-on, with 12.8 V, and a shunt code of 20 bits.
  func bus(shunt: Int = 0, energy: [UInt8] = [0, 0, 0, 0, 0], charge: [UInt8] = [0, 0, 0, 0, 0]) -> RegisterBus {
    let bus = RegisterBus(0x45, [0x00: 0, 0x01: 0xFB68, 0x02: 0x1000, 0x3E: 0x5449, 0x3F: 0x2281])
    let code = (shunt & 0xFFFFF) << 4
    bus.set(0x04, bytes: [UInt8(code >> 16), UInt8(code >> 8 & 0xFF), UInt8(code & 0xFF)])
    bus.set(0x05, bytes: [0x10, 0x00, 0x00])
    bus.set(0x09, bytes: energy)
    bus.set(0x0A, bytes: charge)
    return bus
  }

  @Test("a fresh chip is identified, configured, then read with its counters: exact transactions")
  func trace() throws {
    let bus = bus(shunt: -262144)
    var chip = INA228(address: 0x45, shunt: Ohms(0.01), maximum: Amps(4))
    #expect(try chip.sample(on: bus, at: start) == [])
    #expect(
      bus.takeTrace() == [
        "45 W 3e R2 → 54 49", "45 W 3f R2 → 22 81", "45 W 00 R2 → 00 00", "45 W 00 00 10", "45 W 01 R2 → fb 68",
        "45 W 01 fb 6b", "45 W 02 R2 → 10 00",
      ])
    let measured = try chip.sample(on: bus, at: start)
    #expect(
      bus.takeTrace() == [
        "45 W 00 R2 → 00 10", "45 W 01 R2 → fb 6b", "45 W 02 R2 → 10 00", "45 W 04 R3 → c0 00 00",
        "45 W 05 R3 → 10 00 00", "45 W 09 R5 → 00 00 00 00 00", "45 W 0a R5 → 00 00 00 00 00",
      ])
    #expect(measured.map(\.channel) == ["voltage", "current", "charge", "energy"])
    // Half of 40.96 mV over 10 mohm, and 65536 steps of 195.3125 µV.
    #expect(measured[1].value == .current(Amps(-2.048)))
    #expect(measured[0].value == .voltage(Volts(12.8)))
  }

  @Test("the smaller range is taken where it holds the largest current")
  func range() {
    #expect(INA228(address: 0x40, shunt: Ohms(0.01), maximum: Amps(4.096)).range == .millivolts40)
    #expect(INA228(address: 0x40, shunt: Ohms(0.01), maximum: Amps(4.2)).range == .millivolts163)
  }

  @Test("the counters give differences from the first sample, through zero and with sign")
  func counters() throws {
    let bus = bus(energy: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF], charge: [0, 0, 0, 0, 100])
    var chip = INA228(address: 0x45, shunt: Ohms(0.01), maximum: Amps(4))
    _ = try chip.sample(on: bus, at: start)
    #expect(chip.count == nil)
    _ = try chip.sample(on: bus, at: start)
    #expect(chip.count == EnergyCount(charge: .zero, throughput: .zero, since: start))
    // CURRENT_LSB is 7.8125 µA: 3600 C are 460 800 000 steps; 3600 J are 9 000 000 steps of 16 · 3.2 · CURRENT_LSB.
    bus.set(0x0A, bytes: Self.bytes(100 - 460_800_000))
    bus.set(0x09, bytes: Self.bytes(9_000_000 - 1))
    _ = try chip.sample(on: bus, at: start + .seconds(3600))
    let count = try #require(chip.count)
    #expect(abs(count.charge.value + 1) < 1e-9)
    #expect(abs(count.throughput.value - 1) < 1e-9)
    #expect(count.since == start)
  }

  @Test("a chip that was reset says so once, and what it had counted is kept")
  func reset() throws {
    let bus = bus(charge: Self.bytes(1000))
    var chip = INA228(address: 0x45, shunt: Ohms(0.01), maximum: Amps(4))
    _ = try chip.sample(on: bus, at: start)
    _ = try chip.sample(on: bus, at: start)
    bus.set(0x0A, bytes: Self.bytes(461_800_000 - 1_000_000 + 1000))
    _ = try chip.sample(on: bus, at: start)
    let before = try #require(chip.count)
    bus.set(0x00, 0)
    bus.set(0x01, 0xFB68)
    bus.set(0x0A, bytes: Self.bytes(7))
    #expect(throws: SensorError.lostSettings(sensor: "INA228 at 69 (0x45)")) { try chip.sample(on: bus, at: start) }
    _ = try chip.sample(on: bus, at: start)
    #expect(chip.count == before)
  }

  @Test("0 V and the ends of 20 bits are the end of the range")
  func rails() throws {
    let bus = bus(shunt: 0x7FFFF)
    bus.set(0x05, bytes: [0, 0, 0])
    var chip = INA228(address: 0x45, shunt: Ohms(0.01), maximum: Amps(4))
    _ = try chip.sample(on: bus, at: start)
    #expect(try chip.sample(on: bus, at: start).map(\.atRail) == [true, true, false, false])
  }

  static func bytes(_ number: Int64) -> [UInt8] {
    stride(from: 32, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
