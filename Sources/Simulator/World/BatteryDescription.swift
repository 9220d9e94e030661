public import Units

/// The true battery of a simulated rig. The numbers are the simulator's own and differ a little from any table that an
/// estimator under test may use, as every real battery does.
public struct BatteryDescription: Sendable, Hashable {
  /// As printed: `LiFePO4 4s`.
  public var name: String
  /// True capacity of the pack.
  public var capacity: AmpHours
  /// Open-circuit volts of the pack at 0, 5, 10 … 100 % state of charge: 21 points.
  public var openCircuit: [Double]
  /// Ohmic resistance of cells, protection and wiring at 25 °C.
  public var resistance: Ohms
  /// Slow polarisation: the part of the resistance that builds up and fades with ``relaxation``.
  public var polarisation: Ohms
  /// Time constant of the polarisation.
  public var relaxation: Duration
  /// Extra resistance against charge that grows without bound towards full; it makes the current taper.
  public var chargeTaper: Ohms
  /// Share of the charge that stays in, 0–1.
  public var coulombicEfficiency: Double
  /// State of charge at the start.
  public var startingCharge: StateOfCharge

  /// A battery by its parts.
  public init(
    name: String, capacity: AmpHours, openCircuit: [Double], resistance: Ohms, polarisation: Ohms,
    relaxation: Duration, chargeTaper: Ohms, coulombicEfficiency: Double, startingCharge: StateOfCharge
  ) {
    precondition(openCircuit.count == 21, "an open-circuit curve has 21 points, one each 5 %")
    self.name = name
    self.capacity = capacity
    self.openCircuit = openCircuit
    self.resistance = resistance
    self.polarisation = polarisation
    self.relaxation = relaxation
    self.chargeTaper = chargeTaper
    self.coulombicEfficiency = coulombicEfficiency
    self.startingCharge = startingCharge
  }

  /// Open-circuit volts at a state of charge, 0–1; flat beyond the ends.
  func openCircuitVolts(at charge: Double) -> Double {
    let position = min(20, max(0, charge * 20))
    let index = min(19, Int(position))
    return openCircuit[index] + (openCircuit[index + 1] - openCircuit[index]) * (position - Double(index))
  }
}
