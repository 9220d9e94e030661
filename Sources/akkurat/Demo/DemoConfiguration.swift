import Simulator
import Units

/// The configuration an owner of the simulated rig would write: the demonstration goes through the same parser as a
/// real rig.
enum DemoConfiguration {
  /// Gives orders on the demonstration's page.
  static let token = "demonstration"

  /// Who mines on the simulated pool.
  static let user = "sun"

  /// YAML for a rig whose pool listens on a port of this machine, and its REST service at an address.
  static func yaml(
    for rig: Simulator.RigDescription, poolPort: Int, service: String, stateDirectory: String, web: Int? = nil
  ) -> String {
    let world = rig.world
    let battery = world.battery
    let energy = WattHours(battery.capacity.value * 12.8)
    let boards = rig.boards.enumerated().map { index, board in
      "  - {name: b\(index + 1), bus: main, address: \(board.address), dialect: \(dialect(board.dialect))"
        + (board.switchLine.map { _ in ", switch: s\(index + 1)}" } ?? "}")
    }
    let switches = rig.boards.enumerated().compactMap { index, board in
      board.switchLine.map { "  - {name: s\(index + 1), type: gpio, chip: /dev/\(rig.gpioChip), line: \($0)}" }
    }
    return """
      rig:
        place: {latitude: \(place(of: world.sun).latitude), longitude: \(place(of: world.sun).longitude)}
        panel: {peak: "\(world.panel.peak)", tilt: "\(place(of: world.sun).tilt) deg", azimuth: "180 deg"}
        charger: {efficiency: \(world.charger.efficiency)}
        battery: {chemistry: lifepo4, cells: 4, capacity: "\(battery.capacity)", energy: "\(energy)", resistance: "0.15 ohm"}
        regulator: {efficiency: \(world.regulator.efficiency)}
        standby: "\(world.charger.standby + world.regulator.quiescent)"
        host: {power: "\(world.host)"}
        boards: {count: \(rig.boards.count), power: "0.12 W"}
      protection: {min_on: "2 min", min_off: "1 min"}
      buses: {main: {path: /dev/\(rig.busName)}}
      sensors:
        - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", max_current: "3 A", measures: battery}
        - {name: panel, type: ina219, bus: main, address: 0x41, shunt: "0.1 ohm", max_current: "1.6 A", measures: panel}
        - name: adc
          type: ads1115
          bus: main
          address: 0x48
          inputs:
            - {input: 0, range: "4.096 V", divider: {upper: "100 kohm", lower: "22 kohm"}, as: battery_voltage}
        - name: boards
          type: ina219
          bus: main
          address: 0x44
          shunt: "0.1 ohm"
          max_current: "1.6 A"
          measures: boards
          boards: [\(rig.boards.indices.map { "b\($0 + 1)" }.joined(separator: ", "))]
      \(switches.isEmpty ? "" : "switches:\n" + switches.joined(separator: "\n"))
      boards:
      \(boards.joined(separator: "\n"))
      pool: {user: \(user), rig: demo, name_boards: true, nodes: ["127.0.0.1:\(poolPort)"], directory: "\(service)"}
      service: {state: "\(stateDirectory)", socket: "\(stateDirectory)/akkurat.sock"}
      \(web.map { "web: {port: \($0), token: \(token)}" } ?? "")
      """
  }

  /// Where the days were measured, and the tilt of the panel there (the data's own description).
  private static func place(of sun: SunSeries) -> (latitude: Double, longitude: Double, tilt: Int) {
    switch sun.name {
    case "greensboro": (36.1, -79.95, 36)
    case "piedmont": (45, 8, 45)
    default: (37.7, -105.92, 38)
    }
  }

  private static func dialect(_ dialect: Simulator.BoardDescription.Dialect) -> String {
    switch dialect {
    case .classic: "classic"
    case .classic85: "classic85"
    case .stream: "stream"
    case .akkurat: "akkurat"
    }
  }
}
