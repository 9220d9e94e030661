internal import Bus
internal import Power
internal import Units

/// Sources that speak by themselves: Victron devices, comparators, boards.
extension SensorSection {
  /// What kind of device speaks.
  enum VictronDevice: String, CaseIterable {
    /// A charge controller: its current is only what it charges with, not what the battery takes.
    case mppt
    /// A battery monitor: its shunt sees all that flows.
    case bmv

    var channels: [ChannelUse] {
      switch self {
      case .mppt:
        [
          ChannelUse(channel: "voltage", role: .batteryVoltage),
          ChannelUse(channel: "panel_voltage", role: .panelVoltage),
          ChannelUse(channel: "panel_power", role: .panelPower),
        ]
      case .bmv:
        [ChannelUse(channel: "voltage", role: .batteryVoltage), ChannelUse(channel: "current", role: .batteryCurrent)]
      }
    }
  }

  static func veDirect(_ reader: ConfigurationReader) -> Plan? {
    let path = reader.requiredText("path", example: "/dev/ttyUSB0")
    let device = reader.requiredChoice("device", of: VictronDevice.self)
    let hasThermometer = reader.flag("temperature") ?? false
    guard let path, let device else { return nil }
    guard path.hasPrefix("/") else {
      reader.report("must be an absolute path such as /dev/ttyUSB0", at: "path")
      return nil
    }
    if hasThermometer, device == .mppt {
      reader.report("only a bmv tells the battery's temperature in this protocol; take the line out", at: "temperature")
    }
    let thermometer = ChannelUse(channel: "temperature", role: .batteryTemperature)
    let sensor = HardwareSensor(paths: [path]) { hardware in
      VEDirectSensor(path: path) { () throws(BusError) in
        try hardware.serialPort(at: path, baud: VEDirectSensor.baud)
      }
    }
    return (.hardware(sensor), device.channels + (hasThermometer ? [thermometer] : []))
  }

  /// What the active level of a comparator's line says.
  enum ComparatorWord: String, CaseIterable {
    case low = "battery_low"
    case good = "battery_good"
  }

  /// The resistor inside the machine's chip.
  enum LineBias: String, CaseIterable {
    case up, down, disabled
  }

  static func comparator(_ reader: ConfigurationReader) -> Plan? {
    let chip = reader.requiredText("chip", example: "/dev/gpiochip0")
    let offset = number(reader, "line", in: 0...1023)
    let level = reader.choice("active", of: SwitchSection.ActiveLevel.self) ?? (reader.has("active") ? nil : .high)
    let says = reader.requiredChoice("says", of: ComparatorWord.self)
    let bias = reader.choice("bias", of: LineBias.self)
    let threshold = reader.requiredQuantity("threshold", as: Volts.self, in: Volts(0.5)...Volts(120))
    guard let chip, let offset, let level, let says, let threshold else { return nil }
    // The line's active level means "low" from here on.
    let line = GPIOLine(chip: chip, offset: offset, activeLow: (level == .low) == (says == .low))
    let pull: GPIOBias =
      switch bias {
      case .up: .pullUp
      case .down: .pullDown
      case .disabled: .disabled
      case nil: .asIs
      }
    let sensor = HardwareSensor(lines: [line]) { hardware in
      GPIOComparator(line, bias: pull) { () throws(BusError) in try hardware.gpio.input(line, bias: pull) }
    }
    return (.hardware(sensor), [ChannelUse(channel: "low", role: .batteryLow, threshold: threshold)])
  }

  static func board(_ reader: ConfigurationReader) -> Plan? {
    let board = reader.requiredText("board", example: "b1")
    let role = reader.requiredRole()
    guard let board, let role else { return nil }
    guard role == .railVoltage || role == .batteryVoltage else {
      reader.report("a board reports its supply: write rail_voltage, or battery_voltage where it hangs on it", at: "as")
      return nil
    }
    return (.board(board), [ChannelUse(channel: "supply", role: role)])
  }
}
