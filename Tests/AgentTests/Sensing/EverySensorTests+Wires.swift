import Bus
import Foundation
import Power
import Simulator
import Synchronization
import Units

@testable import Agent

/// How those are reached that are on no bus.
extension EverySensorTests {
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
}
