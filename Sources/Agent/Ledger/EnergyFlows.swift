public import Units

/// Powers at one instant, as measured or modelled. Absent is unknown, never zero.
public struct EnergyFlows: Sendable, Hashable {
  /// Out of the panel, measured.
  public var panel: Watts?
  /// Into the battery is positive, measured.
  public var battery: Watts?
  /// What each running board draws at its supply, by a sensor of its own or by the model.
  public var boards: [String: Watts]
  /// The boards whose power is measured.
  public var measured: Set<String>
  /// What the host draws at its supply, modelled.
  public var host: Watts
  /// What charger and regulator lose and the standby consumers take, modelled.
  public var conversion: Watts

  /// Powers at one instant.
  public init(
    panel: Watts?, battery: Watts?, boards: [String: Watts], measured: Set<String> = [], host: Watts, conversion: Watts
  ) {
    self.panel = panel
    self.battery = battery
    self.boards = boards
    self.measured = measured
    self.host = host
    self.conversion = conversion
  }
}
