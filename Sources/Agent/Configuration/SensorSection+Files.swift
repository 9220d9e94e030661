internal import Power
internal import Units

/// Sources that are files of the kernel.
extension SensorSection {
  static func kernelFile(_ reader: ConfigurationReader, scaled: Bool) -> Plan? {
    let path = reader.requiredText("path", example: "/sys/class/hwmon/hwmon1/in1_input")
    let role = reader.requiredRole()
    let divider = divider(reader)
    let scale = scaled ? reader.number("scale", in: 1e-9...1e9) : nil
    let offset = scaled ? reader.number("offset", in: -1e9...1e9) : nil
    let inverted = reader.flag("invert") ?? false
    if scaled, !reader.has("scale") {
      reader.report("\"scale\" is missing; write the number that stands in the file in_voltage*_scale beside it")
    }
    guard let path, let role, let kind = fileKind(of: role), divider != nil || !reader.has("divider") else {
      return nil
    }
    let file = SysfsSensor(path: path, kind: kind, scale: (scale ?? 1) * (divider?.ratio ?? 1), offset: offset ?? 0)
    return (
      .alone(file),
      [
        ChannelUse(
          channel: kind.rawValue, role: role, factor: inverted ? -1 : 1, wiring: divider?.wiring)
      ]
    )
  }

  private static func fileKind(of role: SensorRole) -> SysfsSensor.Kind? {
    switch role.kind {
    case .voltage: .voltage
    case .current: .current
    case .temperature: .temperature
    case .power: .power
    case .state: nil
    }
  }

  static func thermometer(_ reader: ConfigurationReader) -> Plan? {
    let path = reader.requiredText("path", example: "/sys/bus/w1/devices/28-000001234567/temperature")
    let period = reader.duration("every", in: Span(2)...Span(600))
    guard let path else { return nil }
    guard path.hasPrefix("/"), path.hasSuffix("/temperature") || path.hasSuffix("/w1_slave") else {
      reader.report(
        "must be the absolute path of a file \"temperature\" or \"w1_slave\" of the driver w1_therm", at: "path")
      return nil
    }
    return (
      .alone(W1Thermometer(path: path, period: period ?? .seconds(10))),
      [ChannelUse(channel: "temperature", role: .batteryTemperature)]
    )
  }
}
