import Agent
import Testing

@Suite("What check says of sensors")
struct SensorAdviceTests {
  func advice(_ sensors: String) throws -> SensorAdvice {
    let text = """
      rig: {battery: {chemistry: lifepo4, cells: 4, capacity: "6 Ah"}}
      buses: {main: {path: /dev/i2c-1}}
      sensors: [\(sensors)]
      boards: [{name: b1, bus: main, address: 42, dialect: classic}]
      pool: {user: me}
      """
    return SensorAdvice(try AgentConfiguration(parsing: text, file: "rig.yaml", program: "test"))
  }

  @Test("a sound monitor tells span, step and heat, and nothing is warned of")
  func sound() throws {
    let advice = try advice(
      #"{name: a, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", max_current: "2 A", measures: battery}"#)
    #expect(
      advice.lines == [
        "a.voltage (battery_voltage): 0 to 32 V in steps of 4 mV",
        "a.current (battery_current): -3.2 to 3.2 A in steps of 0.1 mA; shunt 0.1 ohm: 0.400 W at 2 A, take one rated "
          + "for twice that",
      ])
    #expect(advice.warnings == [])
  }

  @Test(
    "a range that ends below the charge voltage, a hot shunt, a thirsty divider and a coarse converter are warned of")
  func warnings() throws {
    func warned(_ sensor: String) throws -> [String] { try advice(sensor).warnings }
    func adc(_ upper: String, _ lower: String) -> String {
      #"{name: a, type: ads1115, bus: main, address: 0x48, inputs: [{input: 0, as: battery_voltage, divider: "#
        + #"{upper: "\#(upper)", lower: "\#(lower)"}}]}"#
    }
    #expect(try warned(adc("22 kohm", "10 kohm"))[0].hasPrefix("a.ain0 ends at 13.1072 V"))
    #expect(try warned(adc("1 kohm", "220 ohm"))[0].hasPrefix("a.ain0: the divider takes 11.4754 mA"))
    #expect(try warned(adc("100 kohm", "22 kohm")) == [])
    #expect(
      try warned(
        #"{name: a, type: ina219, bus: main, address: 0x40, shunt: "0.05 ohm", max_current: "6 A", measures: battery}"#)[
          0
        ].hasPrefix("a.current: 6 A through 0.05 ohm make 1.80 W"))
    let coarse = try warned(
      #"{name: a, type: mcp3008, path: /dev/spidev0.0, reference: "3.3 V", inputs: [{input: 0, as: battery_voltage, "#
        + #"divider: {upper: "100 kohm", lower: "22 kohm"}}]}"#)
    #expect(coarse.count == 1)
    #expect(coarse[0].hasSuffix("that it is frozen cannot be noticed. Add a second source."))
  }
}
