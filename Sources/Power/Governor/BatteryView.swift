public import Units

/// What is known of the battery at the moment of a decision. Absent values are `nil`.
public struct BatteryView: Sendable, Hashable {
  /// Terminal voltage as measured, load and all: the floor acts on it.
  public var voltage: Volts?
  /// Voltage with the load's sag taken out, for the thresholds above the floor.
  public var restVoltage: Volts?
  /// Positive into the battery.
  public var current: Amps?
  /// Of the cells.
  public var temperature: Celsius?
  /// From the estimator; `nil` when unknown.
  public var stateOfCharge: StateOfCharge?
  /// One standard deviation of ``stateOfCharge``, 0–1.
  public var deviation: Double
  /// The charger cannot put more in: what the panel could give beyond the load is lost.
  public var isFull: Bool
  /// Time since the last valid sample; `nil` when there never was one.
  public var age: Duration?
  /// What the sensors' guard says.
  public var quality: DataQuality

  /// A view; everything not given is unknown.
  public init(
    voltage: Volts? = nil, restVoltage: Volts? = nil, current: Amps? = nil, temperature: Celsius? = nil,
    stateOfCharge: StateOfCharge? = nil, deviation: Double = 0.5, isFull: Bool = false, age: Duration? = nil,
    quality: DataQuality = .missing
  ) {
    self.voltage = voltage
    self.restVoltage = restVoltage
    self.current = current
    self.temperature = temperature
    self.stateOfCharge = stateOfCharge
    self.deviation = deviation
    self.isFull = isFull
    self.age = age
    self.quality = quality
  }

  /// Sag-free voltage, or the raw one when the sag is not known.
  public var settledVoltage: Volts? { restVoltage ?? voltage }
}
