import Bus
import Power
import Testing
import Units

@Suite("ADS1115")
struct ADS1115Tests {
  let start = Uptime(seconds: 100)
  var next: Uptime { start + .seconds(1) }

  @Test("a conversion is started in one sample and read in the next: exact transactions")
  func trace() throws {
    let bus = RegisterBus(0x48, [:])
    var chip = ADS1115(address: 0x48, channels: [.init(input: 0, range: .millivolts4096, ratio: 5)])
    #expect(try chip.sample(on: bus, at: start) == [])
    #expect(bus.takeTrace() == ["48 W 01 c3 03"])
    bus.set(0x00, 20000)
    let measured = try chip.sample(on: bus, at: next)
    #expect(bus.takeTrace() == ["48 W 01 R2 → c3 03", "48 W 00 R2 → 4e 20", "48 W 01 c3 03"])
    #expect(
      measured == [Measurement(channel: "ain0", value: .voltage(Volts(12.5)), raw: 20000, atRail: false, time: start)])
  }

  @Test("inputs are converted in turn")
  func turns() throws {
    let bus = RegisterBus(0x48, [0x00: 100])
    var chip = ADS1115(
      address: 0x48, channels: [.init(input: 1, range: .millivolts2048), .init(input: 3, range: .millivolts6144)])
    _ = try chip.sample(on: bus, at: start)
    #expect(try chip.sample(on: bus, at: next).map(\.channel) == ["ain1"])
    #expect(try chip.sample(on: bus, at: next + .seconds(1)).map(\.channel) == ["ain3"])
  }

  @Test("a running conversion is left alone")
  func tooEarly() throws {
    let bus = RegisterBus(0x48, [:])
    var chip = ADS1115(address: 0x48, channels: [.init(input: 0, range: .millivolts4096)])
    _ = try chip.sample(on: bus, at: start)
    _ = bus.takeTrace()
    #expect(try chip.sample(on: bus, at: start + .milliseconds(100)) == [])
    #expect(bus.takeTrace() == [])
  }

  @Test("a chip that was reset is an error and is started again")
  func reset() throws {
    let bus = RegisterBus(0x48, [:])
    var chip = ADS1115(address: 0x48, channels: [.init(input: 0, range: .millivolts4096)])
    _ = try chip.sample(on: bus, at: start)
    bus.set(0x01, 0x8583)
    #expect(throws: SensorError.lostSettings(sensor: "ADS1115 at 72 (0x48)")) { try chip.sample(on: bus, at: next) }
    #expect(try chip.sample(on: bus, at: next) == [])
    #expect(try chip.sample(on: bus, at: next + .seconds(1)).count == 1)
  }

  @Test("full scale, zero and below are the end of the range", arguments: [0x7FFF, 0, 0xFFFF] as [UInt16])
  func rail(code: UInt16) throws {
    let bus = RegisterBus(0x48, [0x00: code])
    var chip = ADS1115(address: 0x48, channels: [.init(input: 0, range: .millivolts4096)])
    _ = try chip.sample(on: bus, at: start)
    #expect(try chip.sample(on: bus, at: next)[0].atRail)
  }
}
