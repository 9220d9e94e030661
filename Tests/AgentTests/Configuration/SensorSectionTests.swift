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
    #expect(channels[0].front == .divider(ratio: 1))
    #expect(
      channels[1].front
        == .thermistor(Thermistor(r25: Ohms(10_000), beta: 3950, pullUp: Ohms(10_000), supply: Volts(3.3))))
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
    #expect(bmv.source.hardware?.paths == ["/dev/ttyUSB0"])
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

  static let spi = #"reference: "3.3 V", inputs: [{input: 0, as: battery_voltage}]}"#

  @Test("an MCP3008 sits on a kernel bus or on four lines, and not on both or none")
  func spiWiring() throws {
    let bus = try section("{name: a, type: mcp3008, path: /dev/spidev0.1, \(Self.spi)")
    #expect(bus.source.hardware?.paths == ["/dev/spidev0.1"])
    let lines = "lines: {chip: /dev/gpiochip0, clock: 11, mosi: 10, miso: 9, select: 8}"
    let pins = try section("{name: a, type: mcp3208, \(lines), \(Self.spi)")
    #expect(pins.source.hardware?.lines.map(\.offset) == [11, 10, 9, 8])
    #expect(pins.source.span(of: "ch0")?.step == 3.3 / 4096)
    for wrong in ["", "path: /dev/spidev0.0, \(lines), "] {
      #expect(problems("{name: a, type: mcp3008, \(wrong)\(Self.spi)")[0].hasPrefix("write where the chip is"))
    }
  }

  @Test("a line of a converter may not be one of a switch")
  func lineTaken() {
    let lines = "lines: {chip: /dev/gpiochip0, clock: 11, mosi: 17, miso: 9, select: 8}"
    #expect(
      problems("{name: a, type: mcp3008, \(lines), \(Self.spi)")
        == ["/dev/gpiochip0 line 17 already belongs to switch \"s1\""])
  }

  @Test("an ADS1115 measures differences that its multiplexer knows, and an alert wants the chip for itself")
  func adsExtras() throws {
    func text(_ inputs: String, _ rest: String = "") -> String {
      "{name: a, type: ads1115, bus: main, address: 0x48, inputs: [\(inputs)]\(rest)}"
    }
    let battery = #"{input: 0, divider: {upper: "40 kohm", lower: "10 kohm"}, as: battery_voltage}"#
    let alert = #", alert: {below: "11.8 V", above: "12.4 V"}"#
    let chip = try chip(try section(text(battery, alert)), ADS1115.self)
    #expect(chip.alert.map { abs($0.below.value - 2.36) < 1e-9 && abs($0.above.value - 2.48) < 1e-9 } == true)
    let difference = #"{input: 2, against: 3, shunt: "0.1 ohm", range: "0.256 V", as: battery_current}"#
    #expect(try section(text("\(battery), \(difference)")).channels.map(\.channel) == ["ain0", "ain2-3"])
    #expect(
      problems(text("\(battery), \(difference.replacing("against: 3", with: "against: 1"))"))[0]
        .hasPrefix("this chip measures 0 against 1"))
    #expect(problems(text("\(battery), \(difference)", alert))[0].hasPrefix("an alert needs the whole chip"))
  }

  @Test("a comparator or a board alone does not measure the battery")
  func notAlone() {
    let comparator =
      #"{name: a, type: comparator, chip: /dev/gpiochip0, line: 5, says: battery_low, threshold: "12 V"}"#
    #expect(problems(comparator)[0].hasPrefix("no sensor measures the battery's voltage"))
    let board = problems("{name: a, type: board, board: b1, as: battery_voltage}")
    #expect(board.contains { $0.hasPrefix("no sensor measures the battery's voltage") })
    #expect(board.contains { $0.hasPrefix("board \"b1\" speaks classic") })
  }
}
