import Units

/// The state of charge the plan spends by: energy counted between fixed points, pulled gently towards the estimator.
///
/// Two events fix it: the battery takes no more although the sun offers it (full), and the disconnect fell and closed
/// again (the reconnect level).
struct ChargeTracker: Sendable {
  private(set) var charge: Double
  private(set) var variance: Double
  private let capacity: Double
  private let efficiency: Double
  private let reconnect: Double

  init(rig: RigDescription) {
    capacity = rig.battery.energy.value
    efficiency = rig.battery.chargeEfficiency
    reconnect = rig.battery.reconnect.value
    charge = 0.5
    variance = 0.08
  }

  /// Goes on from what was counted before a restart; a count that cannot be one is forgotten.
  mutating func resume(charge: Double, variance: Double, awayHours: Double) {
    guard (0...1).contains(charge), (0...0.08).contains(variance), awayHours >= 0 else { return }
    self.charge = charge
    self.variance = variance
    drift(hours: awayHours)
  }

  var deviation: Double { variance.squareRoot() }

  /// Counts a mean power into the battery.
  mutating func count(watts: Double, hours: Double) {
    let change = (watts >= 0 ? watts * efficiency : watts) * hours / capacity
    charge = min(1, max(0, charge + change))
    variance += 0.0002 * change * change + 0.00008 * hours / 24
    variance = min(variance, 0.08)
  }

  /// Pulls towards an independent estimate with its deviation; its errors last for hours, so it counts slowly.
  mutating func blend(_ estimate: Double, deviation: Double, hours: Double) {
    let noise = max(0.01, deviation) * max(0.01, deviation)
    // A count that knows much less than the estimate (after a start, or hours without current) follows it within the
    // hour instead.
    let patience = variance > 6 * noise ? 1.0 : 24.0
    let weight = variance / (variance + noise) * min(1, hours / patience)
    charge += weight * (estimate - charge)
    variance *= 1 - weight
  }

  /// Without a count for some hours.
  mutating func drift(hours: Double) { variance = min(0.08, variance + 0.002 * hours) }

  /// The battery takes no more.
  mutating func isFull() { fix(1, deviation: 0.01) }

  /// Nobody knows what happened meanwhile; the voltage alone says about this much.
  mutating func isAbout(_ value: Double) { fix(value, deviation: 0.12) }

  /// The host is back after the disconnect.
  mutating func isBack() { fix(reconnect + 0.01, deviation: 0.015) }

  private mutating func fix(_ value: Double, deviation: Double) {
    charge = value
    variance = deviation * deviation
  }
}
