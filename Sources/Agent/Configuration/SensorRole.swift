/// What a sensor's channel tells about the rig.
public enum SensorRole: String, Sendable, Hashable, CaseIterable {
  /// At the battery's terminals.
  case batteryVoltage = "battery_voltage"
  /// Into the battery is positive.
  case batteryCurrent = "battery_current"
  /// Of the cells.
  case batteryTemperature = "battery_temperature"
  /// At the panel's leads, before the charge controller.
  case panelVoltage = "panel_voltage"
  /// Out of the panel is positive.
  case panelCurrent = "panel_current"
  /// Out of the panel.
  case panelPower = "panel_power"
  /// What the boards run on, behind the regulator.
  case railVoltage = "rail_voltage"
  /// At the supply of some boards.
  case boardVoltage = "board_voltage"
  /// Into some boards.
  case boardCurrent = "board_current"
  /// Whether the battery is below a comparator's threshold.
  case batteryLow = "battery_low"

  /// The kind of number it is.
  enum Kind {
    case voltage, current, temperature, power, state
  }

  /// The kind of number it is.
  var kind: Kind {
    switch self {
    case .batteryVoltage, .panelVoltage, .railVoltage, .boardVoltage: .voltage
    case .batteryCurrent, .panelCurrent, .boardCurrent: .current
    case .batteryTemperature: .temperature
    case .panelPower: .power
    case .batteryLow: .state
    }
  }

  /// As printed behind its number; empty for a state.
  public var unit: String {
    switch kind {
    case .voltage: "V"
    case .current: "A"
    case .temperature: "°C"
    case .power: "W"
    case .state: ""
    }
  }
}

/// What the channels of converters and files may be used as: numbers, not states.
enum NumberRole: String, CaseIterable {
  case batteryVoltage = "battery_voltage"
  case batteryCurrent = "battery_current"
  case batteryTemperature = "battery_temperature"
  case panelVoltage = "panel_voltage"
  case panelCurrent = "panel_current"
  case panelPower = "panel_power"
  case railVoltage = "rail_voltage"
}

extension ConfigurationReader {
  /// What a channel that measures a number tells: the key `as`.
  func requiredRole() -> SensorRole? {
    requiredChoice("as", of: NumberRole.self).flatMap { SensorRole(rawValue: $0.rawValue) }
  }
}
