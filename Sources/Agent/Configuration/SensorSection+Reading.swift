internal import Bus
internal import Power
internal import Units

extension SensorSection {
  init?(reading reader: ConfigurationReader) {
    let name = reader.requiredText("name", example: "battery")
    guard let kind = reader.requiredChoice("type", of: Kind.self) else { return nil }
    let read: (Source, [ChannelUse])? =
      switch kind {
      case .ina219: Self.ina219(reader)
      case .ina226: Self.ina226(reader)
      case .ina228: Self.ina228(reader)
      case .ina3221: Self.ina3221(reader)
      case .ads1115: Self.ads1115(reader)
      case .hwmon: Self.kernelFile(reader, scaled: false)
      case .iio: Self.kernelFile(reader, scaled: true)
      case .vedirect: Self.veDirect(reader)
      }
    reader.finish()
    guard let name, let (source, channels) = read else { return nil }
    self.init(name: name, source: source, channels: channels)
  }

  private static func ads1115(_ reader: ConfigurationReader) -> (Source, [ChannelUse])? {
    let bus = reader.requiredText("bus", example: "main")
    let address = reader.requiredAddress("address")
    let inputs = reader.list("inputs").compactMap { adcInput($0) }
    guard let bus, let address else { return nil }
    guard !inputs.isEmpty else {
      reader.report(
        "\"inputs\" is missing or empty; write for example "
          + "inputs: [{input: 0, range: \"4.096 V\", as: battery_voltage}]")
      return nil
    }
    let doubled = Dictionary(grouping: inputs, by: \.channel.input).filter { $0.value.count > 1 }.keys.sorted()
    for input in doubled { reader.report("input \(input) is used twice", at: "inputs") }
    let chip = ADS1115(address: address, channels: inputs.map(\.channel))
    return (
      .chip(bus: bus, chip),
      inputs.map { ChannelUse(channel: "ain\($0.channel.input)", role: $0.role, factor: $0.factor) }
    )
  }

  /// True voltage over measured voltage; 1 without a divider.
  static func divider(_ reader: ConfigurationReader) -> Double? {
    guard let divider = reader.section("divider") else { return reader.has("divider") ? nil : 1 }
    let sane = Ohms(10)...Ohms(100e6)
    let upper = divider.requiredQuantity("upper", as: Ohms.self, in: sane)
    let lower = divider.requiredQuantity("lower", as: Ohms.self, in: sane)
    divider.finish()
    guard let upper, let lower else { return nil }
    return (upper + lower) / lower
  }

  private static func kernelFile(_ reader: ConfigurationReader, scaled: Bool) -> (Source, [ChannelUse])? {
    let path = reader.requiredText("path", example: "/sys/class/hwmon/hwmon1/in1_input")
    let role = reader.requiredChoice("as", of: SensorRole.self)
    let ratio = divider(reader)
    let scale = scaled ? reader.number("scale", in: 1e-9...1e9) : nil
    let offset = scaled ? reader.number("offset", in: -1e9...1e9) : nil
    let inverted = reader.flag("invert") ?? false
    if scaled, !reader.has("scale") {
      reader.report("\"scale\" is missing; write the number that stands in the file in_voltage*_scale beside it")
    }
    guard let path, let role, let ratio else { return nil }
    let kind = fileKind(of: role)
    let file = SysfsSensor(path: path, kind: kind, scale: (scale ?? 1) * ratio, offset: offset ?? 0)
    return (.alone(file), [ChannelUse(channel: kind.rawValue, role: role, factor: inverted ? -1 : 1)])
  }

  private static func fileKind(of role: SensorRole) -> SysfsSensor.Kind {
    switch role {
    case .batteryVoltage, .panelVoltage: .voltage
    case .batteryCurrent, .panelCurrent: .current
    case .batteryTemperature: .temperature
    case .panelPower: .power
    }
  }
}
