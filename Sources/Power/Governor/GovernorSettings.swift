public import Units

/// The thresholds and times of protection. Every one is a documented setting; the defaults are for a 12 V LiFePO4 pack.
public struct GovernorSettings: Sendable, Hashable {
  /// Voltage thresholds of the stages, of the whole pack.
  public var voltages: ProtectionVoltages
  /// At or below this state of charge (the estimate itself, without its deviation) nothing runs; `nil` switches the
  /// rule off.
  public var floorCharge: StateOfCharge?
  /// Above the floor by this much, a load that hit it may start again.
  public var floorChargeHysteresis: Double
  /// Largest continuous discharge current, a positive number; beyond it boards go one per tick. `nil`: no limit.
  public var largestDischarge: Amps?
  /// The cells may be discharged from this temperature …
  public var coldest: Celsius
  /// … to this one.
  public var hottest: Celsius
  /// Debounces, dwell and limits of age.
  public var times: ProtectionTimes

  /// The policy without a plan: no board at or below this state of charge …
  public var policyEmpty: StateOfCharge
  /// … and all of them at or above this one.
  public var policyFull: StateOfCharge

  /// Settings; the defaults are documented in doc/configuration.md and doc/why-it-stops.md.
  public init(
    voltages: ProtectionVoltages = ProtectionVoltages(), floorCharge: StateOfCharge? = nil,
    floorChargeHysteresis: Double = 0.02, largestDischarge: Amps? = nil, coldest: Celsius = Celsius(-20),
    hottest: Celsius = Celsius(60), times: ProtectionTimes = ProtectionTimes(),
    policyEmpty: StateOfCharge = StateOfCharge(0.35), policyFull: StateOfCharge = StateOfCharge(0.9)
  ) {
    self.voltages = voltages
    self.floorCharge = floorCharge
    self.floorChargeHysteresis = floorChargeHysteresis
    self.largestDischarge = largestDischarge
    self.coldest = coldest
    self.hottest = hottest
    self.times = times
    self.policyEmpty = policyEmpty
    self.policyFull = policyFull
  }
}
