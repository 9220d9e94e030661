public import Units

/// What the estimator believes about the battery after a sample, and how sure it is.
public struct BatteryState: Sendable, Hashable {
  /// How the estimate came about.
  public enum Mode: String, Sendable, Hashable {
    /// Voltage and current together.
    case fused
    /// Voltage alone: nobody measures the current, so the estimate is coarser.
    case voltageOnly = "voltage only"
    /// Not known well enough to spend by it: go by voltage with the conservative limits of the chemistry.
    case unknown
  }

  /// State of charge, 0–1 of the true capacity; nil while no voltage was ever read.
  public var soc: StateOfCharge?
  /// One standard deviation of ``soc``, 0–1; 0.29 when nothing is known.
  public var standardDeviation: Double
  /// What the pack would settle to at rest: the terminal voltage without the drop of present and recent current. Nil
  /// without a voltage in this sample.
  public var restVoltage: Volts?
  /// Learned true capacity of the pack.
  public var capacity: AmpHours
  /// One standard deviation of ``capacity``.
  public var capacityDeviation: AmpHours
  /// Learned resistance of the pack with its wiring, for load steps of seconds to minutes, at the present temperature.
  public var resistance: Ohms
  /// What the current sensor shows at zero current, as far as learned.
  public var currentOffset: Amps
  /// The part of the charge that can be drawn at the present temperature, 0–1.
  public var deliverableFraction: Double
  /// How the estimate came about.
  public var mode: Mode
  /// Whole sentences for people: what limits the estimate at present. Empty when nothing does.
  public var reasons: [String]
}
