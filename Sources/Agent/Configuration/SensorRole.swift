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
}
