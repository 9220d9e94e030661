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
    var chip = ADS1115(address: 0x48, channels: [.init(input: 0, range: .millivolts4096, front: .divider(ratio: 5))])
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

  @Test("a difference has a multiplexer setting of its own and may be negative")
  func difference() throws {
    let bus = RegisterBus(0x48, [:])
    var chip = ADS1115(
      address: 0x48,
      channels: [.init(input: 2, against: 3, range: .millivolts256, front: .shunt(Ohms(0.1)))])
    _ = try chip.sample(on: bus, at: start)
    // MUX 011, PGA 101.
    #expect(bus.takeTrace() == ["48 W 01 bb 03"])
    bus.set(0x00, 0xC000)
    let measured = try chip.sample(on: bus, at: next)
    #expect(
      measured == [
        Measurement(channel: "ain2-3", value: .current(Amps(-1.28)), raw: -16384, atRail: false, time: start)
      ])
  }

  @Test("an ADS1015 is done after 8.7 ms, and its largest code ends in four zeros")
  func ads1015() throws {
    let bus = RegisterBus(0x49, [:])
    var chip = ADS1115(address: 0x49, model: .ads1015, channels: [.init(input: 0, range: .millivolts4096)])
    _ = try chip.sample(on: bus, at: start)
    bus.set(0x00, 0x7FF0)
    #expect(try chip.sample(on: bus, at: start + .milliseconds(8)) == [])
    #expect(try chip.sample(on: bus, at: start + .milliseconds(9))[0].atRail)
    #expect(chip.span(of: "ain0") == MeasuringSpan(lowest: 0, highest: 4.096, step: 0.002))
    #expect(chip.identity == "ADS1015 at 73 (0x49)")
  }

  @Test("an alert line: thresholds and continuous conversions are written once and held")
  func alert() throws {
    let bus = RegisterBus(0x48, [0x00: 20000, 0x02: 0x8000, 0x03: 0x7FFF, 0x01: 0x8583])
    let input = ADS1115.Channel(input: 0, range: .millivolts4096, front: .divider(ratio: 5))
    var chip = ADS1115(
      address: 0x48, channels: [input], alert: .init(below: Volts(2.048), above: Volts(2.304)))
    #expect(try chip.sample(on: bus, at: start) == [])
    #expect(
      bus.takeTrace() == [
        "48 W 02 R2 → 80 00", "48 W 02 40 00", "48 W 03 R2 → 7f ff", "48 W 03 48 00", "48 W 01 R2 → 85 83",
        "48 W 01 42 08",
      ])
    #expect(try chip.sample(on: bus, at: next).map(\.value) == [.voltage(Volts(12.5))])
    // The flag that a conversion runs is no change of settings.
    bus.set(0x01, 0xC208)
    #expect(try chip.sample(on: bus, at: next).count == 1)
    bus.set(0x02, 0x8000)
    #expect(throws: SensorError.lostSettings(sensor: "ADS1115 at 72 (0x48)")) { try chip.sample(on: bus, at: next) }
  }
}
