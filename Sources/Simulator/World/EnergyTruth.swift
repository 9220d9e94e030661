public import Units

/// Where every watt-hour went. The parts add up: see ``residuals``.
public struct EnergyTruth: Sendable, Hashable {
  /// What the panel could have given at its maximum power point.
  public var available = WattHours.zero
  /// What it gave.
  public var harvested = WattHours.zero
  /// Lost in the charge controller.
  public var chargerLoss = WattHours.zero
  /// Drawn by the charge controller itself.
  public var standby = WattHours.zero
  /// Into the battery's terminals.
  public var batteryIn = WattHours.zero
  /// Out of the battery's terminals.
  public var batteryOut = WattHours.zero
  /// Change of what the battery holds, at its open-circuit voltage.
  public var stored = WattHours.zero
  /// Heat in the battery and charge that did not stay.
  public var batteryLoss = WattHours.zero
  /// Lost in the converter.
  public var regulatorLoss = WattHours.zero
  /// Used by the host.
  public var host = WattHours.zero
  /// Used by all boards.
  public var boards = WattHours.zero
  /// Charge into the battery.
  public var chargeIn = AmpHours.zero
  /// Charge out of the battery.
  public var chargeOut = AmpHours.zero

  /// What the controller did not take because battery and load were satisfied.
  public var curtailed: WattHours { available - harvested }
  /// Everything that was turned over: the measure for residuals.
  public var throughput: WattHours { harvested + batteryOut }
  /// Drawn at the battery side for host, boards and converter.
  public var load: WattHours { regulatorLoss + host + boards }

  /// What is missing in the two balances, bus side and battery; both are zero but for rounding.
  public var residuals: (bus: WattHours, battery: WattHours) {
    (
      harvested - chargerLoss - standby - (batteryIn - batteryOut) - load,
      batteryIn - batteryOut - stored - batteryLoss
    )
  }

  /// Adds powers in watts and a current over hours.
  mutating func add(_ flow: PowerFlow, boards boardWatts: Double, hours: Double) {
    available.value += flow.available * hours
    harvested.value += flow.harvested * hours
    chargerLoss.value += flow.chargerLoss * hours
    standby.value += flow.standby * hours
    batteryIn.value += max(0, flow.battery) * hours
    batteryOut.value += max(0, -flow.battery) * hours
    stored.value += flow.stored * hours
    batteryLoss.value += (flow.battery - flow.stored) * hours
    regulatorLoss.value += flow.regulatorLoss * hours
    host.value += flow.host * hours
    boards.value += boardWatts * hours
    chargeIn.value += max(0, flow.amps) * hours
    chargeOut.value += max(0, -flow.amps) * hours
  }
}
