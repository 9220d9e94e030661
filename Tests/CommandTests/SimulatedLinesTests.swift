import Agent
import Simulator
import Testing
import Units

@testable import akkurat

/// The real agent on the simulated rig, with what tells about the battery beside its I²C sensors.
@Suite("What else tells about the battery, whole", .serialized)
struct SimulatedLinesTests {
  /// The demonstration's sensors, its ADS1115 with an alert and, where it is wired, the line at its ALERT pin.
  static func sensors(isWired: Bool) throws -> [SensorSection] {
    let line =
      "- {name: low, type: comparator, chip: /dev/gpiochip-sim, line: 5, active: low, says: battery_low, "
      + "threshold: \"10.6 V\"}"
    return try sensors(
      """
        - name: adc
          type: ads1115
          bus: main
          address: 0x48
          alert: {below: "10.6 V", above: "12.4 V"}
          inputs: [{input: 0, range: "4.096 V", divider: {upper: "100 kohm", lower: "22 kohm"}, as: battery_voltage}]
        \(isWired ? line : "")
      """)
  }

  /// The battery's INA219 of the demonstration and more.
  static func sensors(_ more: String) throws -> [SensorSection] {
    let text = """
      buses: {main: {path: /dev/i2c-sim}}
      sensors:
        - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", max_current: "3 A", measures: battery}
      \(more)
      boards: [{name: b1, bus: main, address: 8, dialect: akkurat}]
      pool: {user: me}
      """
    return try AgentConfiguration(parsing: text, file: "sensors.yaml", program: "test").sensors
  }

  @Test(
    "an ADS1115 whose input broke off pulls its alert line: the boards go off though the other voltage is fine",
    arguments: [true, false])
  func alert(isWired: Bool) async throws {
    let sensors = try Self.sensors(isWired: isWired)
    let stage = try await SimulatedStage.open(
      ["--speed", "300", "--start-full", "--boards", "2", "--battery", "300 Ah"],
      adjusting: { $0.sensors[2].alertLine = 5 }, configuring: { $0.sensors = sensors })
    try await stage.eventually("both boards on") { $0.decision.powered == 2 }
    let line = stage.rig.gpio
    #expect(line.level(5) == true, "the battery is good")
    stage.rig.faults.inject(Fault(.sensorOpen, target: 3))
    try await stage.eventually("the converter's own reading is doubted") { status in
      status.readings?.contains { $0.origin == "adc.ain0" && $0.quality != "good" } ?? false
    }
    #expect(line.level(5) == false, "the chip itself says low")
    guard isWired else {
      // Without the line the other source alone counts.
      let then = await stage.controller.status().uptimeS
      try await stage.eventually("five minutes more") { $0.uptimeS > then + 300 }
      #expect(await stage.controller.status().decision.powered == 2)
      return try await stage.close()
    }
    try await stage.eventually("all boards off, with the trip point as the battery's voltage") {
      $0.decision.powered == 0
        && $0.troubles.contains { $0.key == "reading.disagreement" && $0.text.contains("10.6 V") }
    }
    stage.rig.faults.heal(.sensorOpen)
    try await stage.eventually("good again, they come on") {
      $0.decision.powered == 2 && !$0.troubles.contains { $0.key.hasPrefix("reading.") }
    }
    #expect(line.level(5) == true)
    try await stage.close()
  }

  @Test("a board with our firmware tells its supply, and the agent shows it as a reading of the rig")
  func boardSupply() async throws {
    let more = try Self.sensors("  - {name: rail, type: board, board: b1, as: rail_voltage}")
    let stage = try await SimulatedStage.open(
      ["--speed", "60", "--start-full", "--boards", "1"],
      adjusting: { $0.boards[0].dialect = .akkurat }, configuring: { $0.sensors = more })
    try await stage.eventually("the board's own word for its supply") { status in
      status.readings?.contains { $0.origin == "rail.supply" && $0.quality == "good" && abs(($0.value ?? 0) - 5) < 0.3 }
        ?? false
    }
    try await stage.close()
  }
}
