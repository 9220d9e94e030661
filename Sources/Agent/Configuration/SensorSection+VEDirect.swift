/// Victron devices on a serial line.
extension SensorSection {
  /// What kind of device speaks.
  enum VictronDevice: String, CaseIterable {
    /// A charge controller: its current is only what it charges with, not what the battery takes.
    case mppt
    /// A battery monitor: its shunt sees all that flows.
    case bmv

    var channels: [ChannelUse] {
      let roles: [(String, SensorRole)] =
        switch self {
        case .mppt:
          [("voltage", .batteryVoltage), ("panel_voltage", .panelVoltage), ("panel_power", .panelPower)]
        case .bmv:
          [("voltage", .batteryVoltage), ("current", .batteryCurrent)]
        }
      return roles.map { ChannelUse(channel: $0.0, role: $0.1, factor: 1) }
    }
  }

  static func veDirect(_ reader: ConfigurationReader) -> (Source, [ChannelUse])? {
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
    let thermometer = ChannelUse(channel: "temperature", role: .batteryTemperature, factor: 1)
    return (.veDirect(path: path), device.channels + (hasThermometer ? [thermometer] : []))
  }
}
