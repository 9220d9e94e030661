public import Units

/// Recommended limits of one cell, for protection and for deciding when it is full.
public struct CellLimits: Sendable, Hashable {
  /// Under this terminal voltage nothing may draw current, whatever the estimate says.
  public var absoluteFloor: Volts
  /// Rest voltage at which running may begin again after the floor.
  public var resume: Volts
  /// Terminal voltage of a full cell under charge.
  public var full: Volts
  /// Charge only at or above this temperature.
  public var minimumCharging: Celsius
  /// Charge only at or below this temperature.
  public var maximumCharging: Celsius
  /// Discharge only at or above this temperature.
  public var minimumDischarging: Celsius
  /// Discharge only at or below this temperature.
  public var maximumDischarging: Celsius
}
