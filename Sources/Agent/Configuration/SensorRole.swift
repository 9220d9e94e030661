/// What a sensor's channel tells about the rig.
public enum SensorRole: String, Sendable, Hashable, CaseIterable {
  /// At the battery's terminals.
  case batteryVoltage = "battery_voltage"
  /// Into the battery is positive.
  case batteryCurrent = "battery_current"
  /// Of the cells.
  case batteryTemperature = "battery_temperature"
  /// At the charger's output.
  case panelVoltage = "panel_voltage"
  /// Out of the charger is positive.
  case panelCurrent = "panel_current"
  /// Out of the charger.
  case panelPower = "panel_power"
}
