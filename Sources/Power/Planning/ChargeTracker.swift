import Units

/// The state of charge the plan spends by: energy counted between fixed points, pulled gently towards the estimator.
///
/// Two events fix it: the battery takes no more although the sun offers it (full), and the disconnect fell and closed
/// again (the reconnect level). What the current sensor shows at zero is learned beside the charge: 2 mA are 2 % of a
/// small battery each day.
struct ChargeTracker: Sendable {
  private(set) var charge: Double
  /// Of the charge.
  private(set) var variance: Double
  /// What the current sensor shows at zero, A.
  private(set) var offset = 0.0
  private var offsetVariance = Self.offsetSpread * Self.offsetSpread
  private var covariance = 0.0
  /// Something other than the estimator has told the charge.
  private var isFixed = false
  private let capacity: Double
  private let efficiency: Double
  private let reconnect: Double

  /// What a sensor may show at zero before anything is known of it, A.
  private static let offsetSpread = 0.002
  /// However often a full battery is looked at, its idle current is not the offset to the microampere, A².
  private static let surest = 1e-7
  /// The variance of a charge of which nothing is known.
  private static let unknown = 0.08

  init(rig: RigDescription) {
    capacity = rig.battery.energy.value
    efficiency = rig.battery.chargeEfficiency
    reconnect = rig.battery.reconnect.value
    charge = 0.5
    variance = Self.unknown
  }

  /// Goes on from what was counted before a restart; a count that cannot be one is forgotten.
  mutating func resume(charge: Double, variance: Double, idle: [Double]?, awayHours: Double) {
    recall(idle)
    guard (0...1).contains(charge), (0...Self.unknown).contains(variance), awayHours >= 0 else { return }
    self.charge = charge
    self.variance = variance
    isFixed = true
    drift(hours: awayHours)
  }

  /// What is known of the current sensor at zero: A, and its variance in A².
  var idle: [Double] { [offset, offsetVariance] }

  /// Takes up what an earlier one knew of the current sensor.
  mutating func recall(_ idle: [Double]?) {
    guard let idle, idle.count == 2, abs(idle[0]) <= 3 * Self.offsetSpread,
      (0...Self.offsetSpread * Self.offsetSpread).contains(idle[1])
    else { return }
    (offset, offsetVariance) = (idle[0], idle[1])
  }

  var deviation: Double { variance.squareRoot() }

  /// Counts a mean power into the battery, made of a voltage and a mean current.
  mutating func count(volts: Double, amps: Double, hours: Double) {
    let watts = volts * (amps - offset)
    let stored = watts >= 0 ? efficiency : 1
    let change = watts * stored * hours / capacity
    charge = min(1, max(0, charge + change))
    // What an unknown offset does: d charge / d offset.
    let slope = -volts * stored * hours / capacity
    variance += 2 * slope * covariance + slope * slope * offsetVariance
    covariance += slope * offsetVariance
    // Losses of charging are not known to the percent, and cells leak.
    variance += 0.0002 * abs(change) + 0.00002 * hours / 24
    offsetVariance = min(Self.offsetSpread * Self.offsetSpread, offsetVariance + 1e-9 * hours)
    limit()
  }

  /// Pulls towards an independent estimate with its deviation. Its errors last for days: looked at again and again, it
  /// makes the count no surer than it is itself.
  mutating func blend(_ estimate: Double, deviation: Double, hours: Double) {
    let noise = max(0.01, deviation) * max(0.01, deviation)
    guard variance > noise else { return }
    // A count that nothing else has fixed yet is no witness of its own against the estimator that began it: a rig that
    // is switched on with an empty battery must not believe in half a charge for an hour. An estimator that contradicts
    // what it said before has lost its track, now or then, and gets no such credit.
    let contradiction = 3 * (variance + noise).squareRoot()
    if !isFixed, variance > 1.5 * noise, abs(estimate - charge) <= contradiction {
      (charge, variance, covariance) = (estimate, noise, 0)
      return
    }
    // A count that knows much less than the estimate (after a start, or hours without current) follows it within the
    // hour instead.
    let patience = variance > 6 * noise ? 1.0 : 24.0
    let weight = (1 - noise / variance) * min(1, hours / patience)
    charge += weight * (estimate - charge)
    variance *= 1 - weight
    covariance *= 1 - weight
  }

  /// Without a count for some hours.
  mutating func drift(hours: Double) {
    variance += 0.002 * hours
    limit()
  }

  /// The battery takes no more, and the current sensor shows this much, A.
  mutating func isFull(idle: Double) {
    see(1, deviation: 0.01)
    // What keeps a full battery full is small, but not nothing.
    let noise = 0.001 * 0.001
    let innovation = idle - offset
    let total = offsetVariance + noise
    let (gain, chargeGain) = (offsetVariance / total, covariance / total)
    offset += gain * innovation
    charge = min(1, charge + chargeGain * innovation)
    variance = max(1e-6, variance - chargeGain * covariance)
    covariance *= 1 - gain
    offsetVariance = max(Self.surest, (1 - gain) * offsetVariance)
  }

  /// Nobody knows what happened meanwhile; the voltage alone says about this much.
  mutating func isAbout(_ value: Double) {
    isFixed = true
    charge = value
    variance = 0.12 * 0.12
    covariance = 0
  }

  /// The host is back after the disconnect.
  mutating func isBack() {
    isFixed = true
    charge = reconnect + 0.01
    variance = 0.015 * 0.015
    covariance = 0
  }

  /// The charge was seen to be this: what the count was off tells of the offset, too.
  private mutating func see(_ value: Double, deviation: Double) {
    isFixed = true
    let total = variance + deviation * deviation
    let innovation = value - charge
    let moved = offset + covariance / total * innovation
    offset = max(-3 * Self.offsetSpread, min(3 * Self.offsetSpread, moved))
    offsetVariance = max(Self.surest, offsetVariance - covariance * covariance / total)
    charge = value
    covariance *= deviation * deviation / total
    variance = deviation * deviation
  }

  private mutating func limit() {
    guard variance > Self.unknown else { return }
    covariance *= (Self.unknown / variance).squareRoot()
    variance = Self.unknown
  }
}
