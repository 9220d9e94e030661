internal import Mining
internal import Power
internal import Units

extension Controller {
  /// What a sound sensor of the battery must have noticed: changes of the load, and what the load is.
  var commandedLoad: CommandedLoad {
    let boards = records.values.filter { $0.poweredSince != nil }.map(\.section.draw).reduce(.zero, +)
    return CommandedLoad(steps: loadSteps, power: configuration.rig.hostPower + boards)
  }

  /// The supply that a board measured at itself, for the sensors of type `board`.
  func noteSupply(_ supply: Volts?, of board: String) {
    guard let supply else { return }
    for sensor in configuration.sensors {
      guard case .board(board) = sensor.source else { continue }
      let measurement = Measurement(
        channel: "supply", value: .voltage(supply), raw: Int64((supply.value * 1000).rounded()), atRail: false,
        time: surroundings.timebase.now)
      panel.note([measurement], from: sensor.name, load: CommandedLoad())
    }
  }
}
