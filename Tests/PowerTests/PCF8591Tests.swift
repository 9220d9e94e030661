import Bus
import Power
import Testing
import Units

@Suite("PCF8591")
struct PCF8591Tests {
  let now = Uptime(seconds: 100)

  @Test("the first byte belongs to the conversion before and the newest counts: exact transactions")
  func trace() throws {
    let bus = RegisterBus(0x48, [:])
    bus.set(0x40, bytes: [0x80, 199, 200])
    bus.set(0x43, bytes: [200, 128, 128])
    var chip = PCF8591(
      address: 0x48, reference: Volts(3.2),
      channels: [.init(input: 0, front: .divider(ratio: 5)), .init(input: 3, front: .shunt(Ohms(1)))])
    let measured = try chip.sample(on: bus, at: now)
    #expect(bus.takeTrace() == ["48 W 40 R3 → 80 c7 c8", "48 W 43 R3 → c8 80 80"])
    #expect(
      measured == [
        Measurement(channel: "ain0", value: .voltage(Volts(12.5)), raw: 200, atRail: false, time: now),
        Measurement(channel: "ain3", value: .current(Amps(1.6)), raw: 128, atRail: false, time: now),
      ])
  }

  @Test("both ends of its range are no data", arguments: [0, 255] as [UInt8])
  func rail(code: UInt8) throws {
    let bus = RegisterBus(0x48, [:])
    bus.set(0x40, bytes: [0, code, code])
    var chip = PCF8591(address: 0x48, reference: Volts(3.3), channels: [.init(input: 0, front: .divider(ratio: 1))])
    #expect(try chip.sample(on: bus, at: now)[0].atRail)
  }
}
