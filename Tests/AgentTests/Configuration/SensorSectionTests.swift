import Agent
import Bus
import Power
import Testing
import Units

@Suite("Sensors in the configuration")
struct SensorSectionTests {
  static func text(_ sensor: String) -> String {
    """
    buses: {main: {path: /dev/i2c-1}}
    sensors:
      - \(sensor)
    switches:
      - {name: s1, type: gpio, chip: /dev/gpiochip0, line: 17}
    boards:
      - {name: b1, bus: main, address: 42, dialect: classic, switch: s1}
    pool: {user: me}
    """
  }

  func section(_ sensor: String) throws -> SensorSection {
    let configuration = try AgentConfiguration(parsing: Self.text(sensor), file: "rig.yaml", program: "test")
    return try #require(configuration.sensors.first)
  }

  func problems(_ sensor: String) -> [String] {
    do {
      _ = try AgentConfiguration(parsing: Self.text(sensor), file: "rig.yaml", program: "test")
      return []
    } catch {
      return error.problems.map(\.message)
    }
  }

  func chip<Chip: I2CSensor>(_ section: SensorSection, _ type: Chip.Type) throws -> Chip {
    guard case .chip("main", let chip) = section.source else { throw Missing() }
    return try #require(chip as? Chip)
  }

  struct Missing: Error {}

  @Test("an INA226 on the battery tells its voltage and current")
  func ina226() throws {
    let section = try section(
      #"{name: a, type: ina226, bus: main, address: 0x41, shunt: "0.01 ohm", measures: battery, invert: true}"#)
    #expect(try chip(section, INA226.self).shunt == Ohms(0.01))
    #expect(section.source.place?.address == 0x41)
    #expect(section.channels.map(\.role) == [.batteryVoltage, .batteryCurrent])
    #expect(section.channels.map(\.factor) == [1, -1])
  }

  @Test("more current than the shunt's drop allows is refused with the largest one")
  func tooMuch() {
    let found = problems(
      #"{name: a, type: ina226, bus: main, address: 0x41, shunt: "0.1 ohm", max_current: "2 A", measures: battery}"#)
    #expect(
      found == [
        "2 A through 0.1 ohm is more than the 81.92 mV this chip measures; the largest current is 0.8192 A"
      ])
  }

  @Test("an INA228 takes the range that fits")
  func ina228() throws {
    let section = try section(
      #"{name: a, type: ina228, bus: main, address: 64, shunt: "0.01 ohm", max_current: "4 A", measures: battery}"#)
    #expect(try chip(section, INA228.self).range == .millivolts40)
  }

  @Test("an INA3221 may measure battery and panel, each channel with a shunt of its own")
  func ina3221() throws {
    let section = try section(
      """
      {name: a, type: ina3221, bus: main, address: 0x40, channels: [
          {channel: 1, shunt: "0.1 ohm", measures: panel}, {channel: 3, shunt: "0.05 ohm", measures: battery}]}
      """)
    #expect(
      try chip(section, INA3221.self).channels
        == [.init(number: 1, shunt: Ohms(0.1)), .init(number: 3, shunt: Ohms(0.05))])
    #expect(section.channels.map(\.channel) == ["voltage1", "current1", "voltage3", "current3"])
    #expect(section.channels.map(\.role) == [.panelVoltage, .panelCurrent, .batteryVoltage, .batteryCurrent])
  }

  @Test("an ADS1115 input may be a thermistor at the battery")
  func thermistor() throws {
    let section = try section(
      """
      {name: a, type: ads1115, bus: main, address: 0x48, inputs: [{input: 0, as: battery_voltage}, {input: 1,
          as: battery_temperature, ntc: {r25: "10 kohm", beta: 3950, pull_up: "10 kohm", supply: "3.3 V"}}]}
      """)
    let channels = try chip(section, ADS1115.self).channels
    #expect(channels[0].thermistor == nil)
    #expect(
      channels[1].thermistor
        == Thermistor(r25: Ohms(10_000), beta: 3950, pullUp: Ohms(10_000), supply: Volts(3.3)))
  }

  @Test("a temperature without a thermistor, and a thermistor that measures something else, are problems")
  func thermistorContradictions() {
    func input(_ text: String) -> [String] {
      problems(
        "{name: a, type: ads1115, bus: main, address: 0x48, inputs: [{input: 0, as: battery_voltage}, {input: 1, \(text)}]}"
      )
    }
    let ntc = #"ntc: {r25: "10 kohm", beta: 3950, pull_up: "10 kohm", supply: "3.3 V"}"#
    #expect(input("as: battery_temperature")[0].contains("needs its thermistor"))
    #expect(input("as: panel_voltage, \(ntc)") == ["a thermistor measures battery_temperature only"])
    #expect(
      input(#"as: battery_temperature, shunt: "1 ohm", \#(ntc)"#)[0].hasPrefix(
        "an input with a thermistor has no shunt"))
  }

  @Test("a Victron charge controller tells voltage and panel, a battery monitor what flows")
  func veDirect() throws {
    let mppt = try section("{name: a, type: vedirect, path: /dev/ttyUSB0, device: mppt}")
    #expect(mppt.channels.map(\.role) == [.batteryVoltage, .panelVoltage, .panelPower])
    let bmv = try section("{name: a, type: vedirect, path: /dev/ttyUSB0, device: bmv, temperature: true}")
    #expect(bmv.channels.map(\.role) == [.batteryVoltage, .batteryCurrent, .batteryTemperature])
    guard case .veDirect(path: "/dev/ttyUSB0") = bmv.source else { throw Missing() }
  }

  @Test("a charge controller has no thermometer at the battery")
  func veDirectTemperature() {
    #expect(
      problems("{name: a, type: vedirect, path: /dev/ttyUSB0, device: mppt, temperature: true}")[0]
        .hasPrefix("only a bmv tells"))
  }

  @Test("an INA3221 without channels, or with one twice, is a problem")
  func ina3221Channels() {
    #expect(
      problems("{name: a, type: ina3221, bus: main, address: 0x40}")[0].hasPrefix("\"channels\" is missing or empty"))
    #expect(
      problems(
        """
        {name: a, type: ina3221, bus: main, address: 0x40, channels: [
            {channel: 1, shunt: "0.1 ohm", measures: battery}, {channel: 1, shunt: "0.1 ohm", measures: panel}]}
        """) == ["channel 1 is used twice"])
  }
}
