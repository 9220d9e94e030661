import Bus
import Power
import Simulator
import Units

@testable import Agent

/// Every type of sensor, and what it must tell.
extension EverySensorTests {
  static let shunt = Ohms(0.1)
  static let divider = 22.0 / 122
  static let ratio = 122.0 / 22
  static let thermistor = Thermistor(r25: Ohms(10_000), beta: 3950, pullUp: Ohms(10_000), supply: Volts(3.3))
  static let inputs: [AnalogSource] = [
    .battery(divider: divider), .thermistor(at25: Ohms(10_000), beta: 3950, pullUp: Ohms(10_000)),
  ]

  static func battery(_ channel: String, within volts: Double) -> Expected {
    Expected(channel: channel, tolerance: volts) { .voltage($0.battery) }
  }

  static func current(_ channel: String, within amps: Double) -> Expected {
    Expected(channel: channel, tolerance: amps) { .current($0.batteryCurrent) }
  }

  static func temperature(_ channel: String, within kelvin: Double) -> Expected {
    Expected(channel: channel, tolerance: kelvin) { .temperature($0.temperature) }
  }

  static func monitor(
    _ name: String, _ kind: SensorSection.Kind, _ chip: SensorDescription.Chip, _ driver: any I2CSensor
  ) -> Candidate {
    Candidate(
      testDescription: name, chip: SensorDescription(chip, address: driver.address.value),
      expected: [battery("voltage", within: 0.02), current("current", within: 0.005)], kinds: [kind]
    ) { _ in .chip(driver) }
  }

  /// A file of the kernel, as `text` makes it of the truth.
  static func file(
    _ name: String, _ kind: SensorSection.Kind, _ expected: Expected,
    text: @escaping @Sendable (ElectricalState) -> String, sensor: @escaping @Sendable (String) -> any Sensor
  ) -> Candidate {
    Candidate(
      testDescription: name, expected: [expected], kinds: [kind], hasRail: false, speaksEachCycle: kind != .w1
    ) { rig in .alone(KernelFile(rig: rig, text: text, sensor: sensor)) }
  }

  static func mcp(_ model: MCP3x08.Model, _ wire: @escaping @Sendable (SimulatedMCP3x08) -> any SPIDevice) -> Candidate
  {
    let channels = [
      MCP3x08.Channel(input: 0, front: .divider(ratio: ratio)), .init(input: 1, front: .thermistor(thermistor)),
    ]
    let step = 3.3 * ratio / Double(1 << model.bits)
    return Candidate(
      testDescription: model.rawValue,
      expected: [battery("ch0", within: step + 0.005), temperature("ch1", within: 0.6)],
      kinds: [model == .mcp3008 ? .mcp3008 : .mcp3208]
    ) { rig in
      let chip = SimulatedMCP3x08(world: rig.world, bits: model.bits, inputs: inputs, reference: Volts(3.3), number: 1)
      return .alone(MCP3x08(model, at: "the test", reference: Volts(3.3), channels: channels) { wire(chip) })
    }
  }

  static let candidates: [Candidate] = [
    monitor(
      "INA219", .ina219, .ina219(.battery, shunt: shunt), INA219(address: 0x40, shunt: shunt, maximum: Amps(2))),
    monitor("INA226", .ina226, .ina226(.battery, shunt: shunt), INA226(address: 0x41, shunt: shunt)),
    monitor("INA228", .ina228, .ina228(.battery, shunt: shunt), INA228(address: 0x42, shunt: shunt, maximum: Amps(1))),
    Candidate(
      testDescription: "INA3221",
      chip: SensorDescription(
        .ina3221([.init(.panel, shunt: shunt), .init(.battery, shunt: shunt)]), address: 0x43),
      expected: [battery("voltage2", within: 0.02), current("current2", within: 0.005)], kinds: [.ina3221]
    ) { _ in .chip(INA3221(address: 0x43, channels: [.init(number: 2, shunt: shunt)])) },
    Candidate(
      testDescription: "ADS1115", chip: SensorDescription(.ads1115(inputs), address: 0x48),
      expected: [battery("ain0", within: 0.003), temperature("ain1", within: 0.1)], kinds: [.ads1115]
    ) { _ in
      .chip(
        ADS1115(
          address: 0x48,
          channels: [
            .init(input: 0, range: .millivolts4096, front: .divider(ratio: ratio)),
            .init(input: 1, range: .millivolts4096, front: .thermistor(thermistor)),
          ]))
    },
    Candidate(
      testDescription: "ADS1115 with an alert", chip: SensorDescription(.ads1115(inputs), address: 0x49),
      expected: [battery("ain0", within: 0.003)]
    ) { _ in
      .chip(
        ADS1115(
          address: 0x49, channels: [.init(input: 0, range: .millivolts4096, front: .divider(ratio: ratio))],
          alert: .init(below: Volts(2.1), above: Volts(2.2))))
    },
    Candidate(
      testDescription: "ADS1015", chip: SensorDescription(.ads1015(inputs), address: 0x4A),
      expected: [battery("ain0", within: 0.012)], kinds: [.ads1015]
    ) { _ in
      .chip(
        ADS1115(
          address: 0x4A, model: .ads1015,
          channels: [.init(input: 0, range: .millivolts4096, front: .divider(ratio: ratio))]))
    },
    Candidate(
      testDescription: "PCF8591", chip: SensorDescription(.pcf8591(inputs, reference: Volts(3.3)), address: 0x4B),
      expected: [battery("ain0", within: 0.075), temperature("ain1", within: 1.5)], kinds: [.pcf8591]
    ) { _ in
      .chip(
        PCF8591(
          address: 0x4B, reference: Volts(3.3),
          channels: [
            .init(input: 0, front: .divider(ratio: ratio)), .init(input: 1, front: .thermistor(thermistor)),
          ]))
    },
    mcp(.mcp3208) { $0 },
    mcp(.mcp3008) { chip in
      let lines = BitBangedSPI.Lines(chip: "/dev/gpiochip0", clock: 11, mosi: 10, miso: 9, select: 8)
      return Pins(lines, SimulatedSPILines(chip, clock: 11, mosi: 10, miso: 9, select: 8), chip)
    },
    Candidate(
      testDescription: "VE.Direct MPPT",
      expected: [
        battery("voltage", within: 0.02),
        Expected(channel: "panel_power", tolerance: 0.6) { .power(Watts($0.panel.value * $0.panelCurrent.value)) },
      ], kinds: [.vedirect], hasRail: false
    ) { rig in
      let port = SimulatedVEDirect(world: rig.world, device: .mppt, number: 1)
      return .alone(VEDirectSensor(path: "/dev/ttyUSB0") { port })
    },
    Candidate(
      testDescription: "VE.Direct BMV",
      expected: [
        battery("voltage", within: 0.02), current("current", within: 0.02), temperature("temperature", within: 0.6),
      ], hasRail: false
    ) { rig in
      let port = SimulatedVEDirect(world: rig.world, device: .bmv, number: 1)
      return .alone(VEDirectSensor(path: "/dev/ttyUSB0") { port })
    },
    file(
      "hwmon voltage", .hwmon, battery("voltage", within: 0.001),
      text: { String(Int(($0.battery.value * 1000).rounded())) }
    ) { SysfsSensor(path: $0, kind: .voltage) },
    file(
      "hwmon current", .hwmon, current("current", within: 0.001),
      text: { String(Int(($0.batteryCurrent.value * 1000).rounded())) }
    ) { SysfsSensor(path: $0, kind: .current) },
    file(
      "IIO voltage", .iio, battery("voltage", within: 0.001),
      text: { String(Int(($0.battery.value * divider * 1000 / 0.0625).rounded())) }
    ) { SysfsSensor(path: $0, kind: .voltage, scale: 0.0625 * ratio) },
    file(
      "1-wire thermometer", .w1, temperature("temperature", within: 0.05),
      text: { String(Int(($0.temperature.value * 1000).rounded())) }
    ) { W1Thermometer(path: $0, period: .seconds(2)) { read in read() } },
    Candidate(
      testDescription: "comparator: an ADS1115's ALERT pin", chip: alerting,
      expected: [Expected(channel: "low", tolerance: 0) { .state($0.battery < Volts(13.6)) }], kinds: [.comparator],
      hasRail: false
    ) { rig in .alone(AlertLine(rig: rig, below: Volts(13.6 * divider), above: Volts(13.8 * divider))) },
    Candidate(
      testDescription: "comparator: the same pin over a full battery", chip: alerting,
      expected: [Expected(channel: "low", tolerance: 0) { .state($0.battery < Volts(12)) }], kinds: [.comparator],
      hasRail: false
    ) { rig in .alone(AlertLine(rig: rig, below: Volts(12 * divider), above: Volts(12.2 * divider))) },
  ]
}
