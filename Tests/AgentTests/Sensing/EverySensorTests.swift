import Bus
import Foundation
import Power
import Simulator
import Synchronization
import Testing
import Units

@testable import Agent

/// What every sensor must do, whatever it measures and however it is reached, against an independent simulation of it.
/// The exact transactions of each driver stand in PowerTests.
@Suite("Every sensor on a simulated rig")
struct EverySensorTests {
  /// A driver, reached by a bus or not.
  enum Driver {
    case chip(any I2CSensor)
    case alone(any Sensor)

    var identity: String {
      switch self {
      case .chip(let chip): chip.identity
      case .alone(let sensor): sensor.identity
      }
    }

    mutating func sample(_ rig: SimulatedRig) throws(SensorError) -> [Power.Measurement] {
      switch self {
      case .chip(var chip):
        defer { self = .chip(chip) }
        return try chip.sample(on: rig.bus, at: rig.timebase.now)
      case .alone(var sensor):
        defer { self = .alone(sensor) }
        return try sensor.sample(at: rig.timebase.now)
      }
    }
  }

  /// A channel, what it must tell, and how far from the truth it may be.
  struct Expected: Sendable {
    let channel: String
    let tolerance: Double
    let truth: @Sendable (ElectricalState) -> MeasuredValue
  }

  struct Candidate: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var chip: SensorDescription?
    let expected: [Expected]
    /// The types of the configuration that stand on this driver.
    var kinds: Set<SensorSection.Kind> = []
    /// Whether a fault at its input shows as the end of a range.
    var hasRail = true
    /// Whether it says something at each sample.
    var speaksEachCycle = true
    let driver: @Sendable (SimulatedRig) -> Driver
  }

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

  /// An ADS1115 at the battery whose ALERT pin is wired to line 5.
  static let alerting = SensorDescription(.ads1115(inputs), address: 0x48, alertLine: 5)

  /// What the kernel shows of a world in a file; without it while its driver has lost the device.
  final class KernelFile: Sensor {
    private let rig: SimulatedRig
    private let text: @Sendable (ElectricalState) -> String
    private let path: String
    private let sensor: Mutex<any Sensor>

    init(
      rig: SimulatedRig, text: @escaping @Sendable (ElectricalState) -> String, sensor: (String) -> any Sensor
    ) {
      self.rig = rig
      self.text = text
      path = FileManager.default.temporaryDirectory.appending(path: "akkurat-kernel-\(UUID().uuidString.prefix(8))")
        .path(percentEncoded: false)
      self.sensor = Mutex(sensor(path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var identity: String { sensor.withLock { $0.identity } }

    func sample(at now: Uptime) throws(SensorError) -> [Power.Measurement] {
      if rig.faults.isActive(.deadSensor, target: 1, at: now) {
        try? FileManager.default.removeItem(atPath: path)
      } else if !rig.faults.isActive(.frozenSensor, target: 1, at: now) {
        try? Data((text(rig.world.electrical()) + "\n").utf8).write(to: URL(filePath: path))
      }
      return try sensor.withLock { sensor throws(SensorError) in try sensor.sample(at: now) }
    }
  }

  /// A comparator's line at the pin of a chip that was set up over the bus once and is left alone since.
  struct AlertLine: Sensor {
    private let rig: SimulatedRig
    private var chip: ADS1115
    private var comparator: GPIOComparator
    private var isSetUp = false

    init(rig: SimulatedRig, below: Volts, above: Volts) {
      self.rig = rig
      chip = ADS1115(
        address: 0x48, channels: [.init(input: 0, range: .millivolts4096)], alert: .init(below: below, above: above))
      let line = GPIOLine(chip: rig.gpio.chip, offset: 5, activeLow: true)
      comparator = GPIOComparator(line) { () throws(BusError) in
        Pin(rig: rig, input: try rig.gpio.input(line, bias: .asIs))
      }
    }

    var identity: String { comparator.identity }

    mutating func sample(at now: Uptime) throws(SensorError) -> [Power.Measurement] {
      if !isSetUp { _ = try chip.sample(on: rig.bus, at: now) }
      isSetUp = true
      return try comparator.sample(at: now)
    }

    /// A line of a chip that can be unplugged.
    private struct Pin: GPIOInput {
      let rig: SimulatedRig
      let input: any GPIOInput

      func get() throws(BusError) -> Bool {
        guard !rig.faults.isActive(.deadSensor, target: 1, at: rig.timebase.now) else { throw .closed("gpiochip") }
        return try input.get()
      }
    }
  }

  /// The chip on four lines; a dead one is told as a dead bus is.
  struct Pins: SPIDevice {
    let spi: (any SPIDevice)?
    let chip: SimulatedMCP3x08

    init(_ lines: BitBangedSPI.Lines, _ provider: SimulatedSPILines, _ chip: SimulatedMCP3x08) {
      spi = try? BitBangedSPI(lines, from: provider)
      self.chip = chip
    }

    func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8] {
      // Throws while the chip is dead: GPIO lines alone would not notice.
      _ = try chip.exchange([0])
      guard let spi else { throw .closed("the lines") }
      return try spi.exchange(bytes)
    }
  }

  struct Bench {
    let clock = ManualTimebase()
    let rig: SimulatedRig
    var driver: Driver

    init(_ candidate: Candidate, _ faults: Fault...) {
      let world = WorldDescription(
        battery: .lithiumIronPhosphate4S(startingCharge: StateOfCharge(0.6)))
      rig = SimulatedRig(
        RigDescription(
          world: world, sensors: candidate.chip.map { [$0] } ?? [], boards: [], faults: faults,
          pacing: .stepping(clock)), timebase: clock)
      driver = candidate.driver(rig)
    }

    /// Samples once a second from one second of the world to another; nil where the sensor failed.
    mutating func samples(_ seconds: ClosedRange<Int>) -> [Result<[Power.Measurement], SensorError>] {
      seconds.map { second in
        let target = Uptime(seconds: Double(second))
        if clock.now < target { clock.advance(by: target - clock.now) }
        return Result { () throws(SensorError) in try driver.sample(rig) }
      }
    }

    mutating func measured(_ seconds: ClosedRange<Int>) -> [Power.Measurement] {
      samples(seconds).flatMap { (try? $0.get()) ?? [] }
    }
  }

  @Test("every type of sensor that can be configured is among them")
  func kinds() {
    let known = Self.candidates.reduce(into: Set<SensorSection.Kind>()) { $0.formUnion($1.kinds) }
    // What a board reports comes with its work and is no sensor of its own: SimulatedLinesTests.
    #expect(Set(SensorSection.Kind.allCases).subtracting(known) == [.board])
  }

  @Test("tells the truth in the unit that is expected, within its steps", arguments: candidates)
  func plausible(_ candidate: Candidate) throws {
    var bench = Bench(candidate)
    let measured = bench.measured(10...16)
    let truth = bench.rig.world.electrical()
    for expected in candidate.expected {
      let last = try #require(measured.last { $0.channel == expected.channel }, "\(expected.channel)")
      let value = expected.truth(truth)
      #expect(last.value.isLike(value), "\(last.value) is no \(value)")
      #expect(abs(last.value.number - value.number) <= expected.tolerance, "\(last.value), truly \(value)")
      #expect(!last.atRail)
      #expect(last.time <= bench.clock.now && bench.clock.now - last.time <= .seconds(3))
    }
  }

  @Test("silence is a typed error that names it, and it measures again when it is back", arguments: candidates)
  func returns(_ candidate: Candidate) throws {
    var bench = Bench(candidate, Fault(.deadSensor, from: .seconds(100), until: .seconds(110)))
    #expect(!bench.measured(90...95).isEmpty)
    var failures = 0
    for result in bench.samples(101...108) {
      if case .success([]) = result, !candidate.speaksEachCycle { continue }
      failures += 1
      guard case .failure(.bus(let sensor, _)) = result else {
        Issue.record("no bus error: \(result)")
        continue
      }
      #expect(sensor == bench.driver.identity)
    }
    #expect(failures >= (candidate.speaksEachCycle ? 8 : 3))
    let after = bench.measured(111...117)
    for expected in candidate.expected { #expect(after.contains { $0.channel == expected.channel && !$0.atRail }) }
  }

  @Test("Scenario 2: the end of its range is told as such, never as a value", arguments: candidates.filter(\.hasRail))
  func rail(_ candidate: Candidate) throws {
    var bench = Bench(candidate, Fault(.sensorRail, from: .seconds(100)))
    _ = bench.measured(90...95)
    let measured = bench.measured(105...112)
    for expected in candidate.expected {
      let last = try #require(measured.last { $0.channel == expected.channel }, "\(expected.channel)")
      #expect(last.atRail, "\(expected.channel): \(last)")
    }
  }

  @Test("Scenario 1: a frozen one repeats its codes or says nothing, so that it can be noticed", arguments: candidates)
  func frozen(_ candidate: Candidate) throws {
    var bench = Bench(candidate, Fault(.frozenSensor, from: .seconds(100)))
    _ = bench.measured(90...104)
    let measured = bench.measured(105...160)
    for expected in candidate.expected {
      let codes = Set(measured.filter { $0.channel == expected.channel }.map(\.raw))
      #expect(codes.count <= 1, "\(expected.channel) moves")
    }
  }
}

extension MeasuredValue {
  /// The same kind of number.
  fileprivate func isLike(_ other: MeasuredValue) -> Bool {
    switch (self, other) {
    case (.voltage, .voltage), (.current, .current), (.temperature, .temperature), (.power, .power),
      (.state, .state):
      true
    default: false
    }
  }
}
