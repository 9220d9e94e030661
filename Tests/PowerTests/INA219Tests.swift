import Bus
import Power
import Testing
import Units

@Suite("INA219")
struct INA219Tests {
  let start = Uptime(seconds: 100)

  @Test("a fresh chip is configured, then read: exact transactions")
  func trace() throws {
    let bus = RegisterBus(0x40, [0x00: 0x399F, 0x01: 0x0FA0, 0x02: 3200 << 3 | 0b10])
    var chip = INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(0.4))
    #expect(try chip.sample(on: bus, at: start) == [])
    #expect(bus.takeTrace() == ["40 W 00 R2 → 39 9f", "40 W 00 27 ff"])
    let measured = try chip.sample(on: bus, at: start)
    #expect(bus.takeTrace() == ["40 W 00 R2 → 27 ff", "40 W 01 R2 → 0f a0", "40 W 02 R2 → 64 02"])
    #expect(measured.map(\.value.description) == ["12.8 V", "0.4 A"])
    #expect(measured.map(\.atRail) == [false, true])
  }

  @Test("the range is the smallest that holds the largest current")
  func range() {
    #expect(INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(0.4)).gain == .millivolts40)
    #expect(INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(0.41)).gain == .millivolts80)
    #expect(INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(3.2)).gain == .millivolts320)
  }

  @Test("current out of the battery is negative, to 100 µA with a 0.1 ohm shunt")
  func sign() throws {
    let bus = RegisterBus(0x41, [0x00: 0x3FFF, 0x01: UInt16(bitPattern: -5000), 0x02: 3000 << 3])
    var chip = INA219(address: 0x41, shunt: Ohms(0.1), maximum: Amps(3.2))
    let measured = try chip.sample(on: bus, at: start)
    #expect(measured[1].value == .current(Amps(-0.5)))
    #expect(measured[1].raw == -5000)
  }

  @Test("a chip that lost its settings reports so, once, and is set up again")
  func lostSettings() throws {
    let bus = RegisterBus(0x40, [0x00: 0x3FFF, 0x01: 10, 0x02: 3200 << 3])
    var chip = INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(3.2))
    _ = try chip.sample(on: bus, at: start)
    bus.set(0x00, 0x399F)
    #expect(throws: SensorError.lostSettings(sensor: "INA219 at 64 (0x40)")) {
      try chip.sample(on: bus, at: start)
    }
    #expect(try chip.sample(on: bus, at: start).count == 2)
  }

  @Test("0 V and a full scale are the end of the range, not a voltage")
  func rail() throws {
    let bus = RegisterBus(0x40, [0x00: 0x3FFF, 0x01: 10, 0x02: 0])
    var chip = INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(3.2))
    #expect(try chip.sample(on: bus, at: start)[0].atRail)
  }

  @Test("a chip that does not acknowledge is an error with its address in both bases")
  func absent() {
    let bus = RegisterBus(0x44, [:])
    var chip = INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(3.2))
    #expect { try chip.sample(on: bus, at: start) } throws: { "\($0)".contains("64 (0x40)") }
  }
}
