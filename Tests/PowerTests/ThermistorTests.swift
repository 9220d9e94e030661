import Bus
import Power
import Testing
import Units

@Suite("Thermistor")
struct ThermistorTests {
  let thermistor = Thermistor(r25: Ohms(10_000), beta: 3950, pullUp: Ohms(10_000), supply: Volts(3.3))

  @Test("half the supply is 25 °C, and the resistance of the B equation at 0 °C gives 0 °C")
  func equation() throws {
    #expect(abs(try #require(thermistor.temperature(at: Volts(1.65))).value - 25) < 1e-9)
    // R(0 °C) = 10 kohm · e^(3950 · (1/273.15 - 1/298.15)) = 33.62 kohm, so 2.5435 V at the pin.
    #expect(abs(try #require(thermistor.temperature(at: Volts(2.5434767754))).value) < 1e-6)
  }

  @Test("warmer is less voltage")
  func direction() throws {
    let warm = try #require(thermistor.temperature(at: Volts(1)))
    let cold = try #require(thermistor.temperature(at: Volts(2)))
    #expect(warm > cold)
  }

  @Test("a shorted and an open thermistor are no temperature", arguments: [0, 0.02, 3.29, 3.3, 4] as [Double])
  func broken(volts: Double) {
    #expect(thermistor.temperature(at: Volts(volts)) == nil)
  }

  @Test("an ADS1115 input with a thermistor measures a temperature, and a broken one is at its rail")
  func converter() throws {
    let start = Uptime(seconds: 100)
    let bus = RegisterBus(0x48, [:])
    var chip = ADS1115(
      address: 0x48, channels: [.init(input: 2, range: .millivolts4096, front: .thermistor(thermistor))])
    _ = try chip.sample(on: bus, at: start)
    bus.set(0x00, 13200)
    let measured = try #require(try chip.sample(on: bus, at: start + .seconds(1)).first)
    guard case .temperature(let celsius) = measured.value else {
      Issue.record("not a temperature: \(measured)")
      return
    }
    #expect(abs(celsius.value - 25) < 0.01)
    #expect(!measured.atRail && measured.raw == 13200)
    bus.set(0x00, 26400)
    let open = try #require(try chip.sample(on: bus, at: start + .seconds(2)).first)
    #expect(open.atRail)
  }
}
