internal import Units

extension SimulatedRig {
  /// What an agent's configuration must say about this rig, for people: one line a device.
  public var configurationHint: String {
    let sensors = description.sensors.map { sensor in
      "\(Self.text(sensor.chip)) at \(sensor.address) (0x\(String(sensor.address, radix: 16))) on \(description.busName)"
    }
    let boards = description.boards.map { board in
      let line = board.switchLine.map { "switched by \(description.gpioChip) line \($0), active high" } ?? "always on"
      return "\(board.label): \(board.dialect) at \(board.address) on \(description.busName), \(line)"
    }
    let world = description.world
    let power = "\(world.battery.name) \(world.battery.capacity), panel \(world.panel.peak), host \(world.host)"
    return ([power] + sensors + boards).joined(separator: "\n")
  }

  private static func text(_ chip: SensorDescription.Chip) -> String {
    switch chip {
    case .ina219(let placement, let shunt): "INA219 at the \(placement.rawValue), shunt \(shunt)"
    case .ads1115(let inputs): "ADS1115 with \(inputs.count) inputs"
    case .ads1015(let inputs): "ADS1015 with \(inputs.count) inputs"
    case .ina226(let placement, let shunt): "INA226 at the \(placement.rawValue), shunt \(shunt)"
    case .ina228(let placement, let shunt): "INA228 at the \(placement.rawValue), shunt \(shunt)"
    case .ina3221(let channels): "INA3221 with \(channels.count) channels"
    case .pcf8591(let inputs, let reference): "PCF8591 with \(inputs.count) inputs, reference \(reference)"
    }
  }
}
