internal import Glibc
internal import Units

/// Estimates state of charge, capacity and resistance of a battery from its voltage, current and temperature.
///
/// A value without clock or I/O: samples go in, the belief comes out. See `doc/battery.md` for the method.
public struct BatteryEstimator: Sendable {
  /// The battery as described.
  public let description: BatteryDescription
  private let cell: CellModel
  private(set) var mixture: SocMixture
  private(set) var hysteresis = Hysteresis()
  private var polarisation = Polarisation()
  private var consistency = ConsistencyWatch()
  private var last: Uptime?
  private var temperature = 25.0
  private var hasTemperature = false
  private var hasVoltage = false
  private var restVoltage: Double?
  private var lastVoltage: Double?
  private var unmeasuredSeconds = 0.0
  private var sinceCondensed = 0.0
  private var sinceDoubt = 0.0

  /// Voltmeter noise: 10 mV and the step of a 12-bit converter, V².
  private static let noise = 0.0113 * 0.0113
  /// Errors of the table and of the model last: samples that follow each other quicker than this tell less, s.
  private static let wholeLook = 30.0
  /// Hypotheses are tidied this often, s.
  private static let tidyInterval = 60.0
  /// How often the estimator allows that it may be wrong altogether, s, and how likely that is each time.
  private static let doubt = (interval: 7200.0, share: 0.003)
  /// What an unknown current and an unknown turn of the hysteresis do to the voltage, V per cell.
  private static let blindVolts = 0.03
  /// Without a measured current for this long the estimate counts as made from voltage alone, s.
  private static let currentPatience = 120.0

  /// An estimator that knows nothing but the description: every state of charge is equally likely.
  public init(_ description: BatteryDescription) {
    self.description = description
    cell = CellModel(description)
    mixture = SocMixture(cell: cell)
  }

  /// An estimator that goes on from what an earlier one had learned.
  ///
  /// - Parameters:
  ///   - memory: taken from ``memory`` before; ignored when it was made for another battery.
  ///   - away: how long ago that was; nil when unknown.
  public init(_ description: BatteryDescription, resuming memory: BatteryMemory, away: Duration?) {
    self.init(description)
    guard memory.matches(description), let learned = memory.hypotheses(),
      learned.hypotheses.allSatisfy({ description.table.curves.indices.contains($0.variant) })
    else { return }
    mixture = SocMixture(cell: cell, hypotheses: learned.hypotheses)
    hysteresis = learned.hysteresis
    // Nobody saw the current meanwhile: a fiftieth of the capacity an hour either way, or a tenth in all.
    let drift = away.map { min(0.25, 0.02 * max(0, $0.hours)) } ?? 0.1
    mixture.widen(SocHypothesis.Slot.soc, by: drift * drift)
    mixture.doubt(share: 0.02)
  }

  /// What has been learned so far, to be stored over a restart.
  public var memory: BatteryMemory {
    BatteryMemory(description: description, mixture: mixture, hysteresis: hysteresis)
  }

  /// Takes up a sample and returns the belief after it.
  ///
  /// Samples may come at any interval. Implausible voltages, currents and temperatures are treated as missing; a sample
  /// that is not later than the one before only returns the present belief.
  public mutating func update(_ sample: BatterySample) -> BatteryState {
    let isFirst = last == nil
    let seconds = last.map { (sample.time - $0).inSeconds } ?? 0
    guard last == nil || seconds > 0 else { return state() }
    last = sample.time
    if let reading = sample.temperature?.value, reading.isFinite, (-40...80).contains(reading) {
      temperature = reading
      hasTemperature = true
    }
    let current = plausible(sample.current)
    unmeasuredSeconds = current == nil ? unmeasuredSeconds + max(seconds, 1) : 0
    if seconds > 0 { advance(seconds: seconds, current: current) }
    restVoltage = nil
    if let voltage = plausible(sample.voltage) {
      hasVoltage = true
      lastVoltage = voltage
      if let current, isAbsorbing(voltage: voltage, current: current) {
        mixture.observeAbsorption(current: current, seconds: seconds)
      } else {
        // The first look is a whole one; of those that follow, only many quick ones together are.
        observe(voltage: voltage, hasCurrent: current != nil, seconds: isFirst ? Self.wholeLook : seconds)
      }
    }
    keepHouse(seconds: seconds)
    return state()
  }

  private func isAbsorbing(voltage: Double, current: Double) -> Bool {
    guard let absorption = description.table.habits.absorption, current > 0 else { return false }
    return voltage / Double(description.cells) > absorption.volts
  }

  private func plausible(_ current: Amps?) -> Double? {
    guard let value = current?.value, value.isFinite, value.magnitude <= 20 * description.nameplate.value else {
      return nil
    }
    return value
  }

  private func plausible(_ voltage: Volts?) -> Double? {
    guard let value = voltage?.value, value.isFinite else { return nil }
    let limits = description.table.limits
    let range = 0.5 * limits.absoluteFloor.value...1.25 * limits.full.value
    return range.contains(value / Double(description.cells)) ? value : nil
  }

  private mutating func advance(seconds: Double, current: Double?) {
    let net = current.map { $0 - mixture.moments(SocHypothesis.Slot.currentOffset).mean } ?? 0
    polarisation.advance(current: net, seconds: seconds)
    let fraction = net * seconds / 3600 / description.nameplate.value
    hysteresis.advance(fraction: fraction)
    consistency.advance(fraction: fraction, seconds: seconds)
    mixture.predict(
      CellModel.Step(
        seconds: seconds, current: current, currentSpread: 0.1 * description.nameplate.value, temperature: temperature,
        sideCurrent: sideCurrent()))
  }

  /// What a lead-acid cell loses to splitting water at the voltage last seen, A.
  private func sideCurrent() -> Double {
    guard let lastVoltage else { return 0 }
    let perCell = lastVoltage / Double(description.cells)
    return description.nameplate.value * description.table.habits.gassing(volts: perCell, temperature: temperature)
  }

  private mutating func observe(voltage: Double, hasCurrent: Bool, seconds: Double) {
    let sample = Double(description.cells) * description.table.habits.sampleSpread
    let noise = Self.noise + sample * sample * max(1, min(30, Self.wholeLook / max(seconds, 0.01)))
    let factor = cell.resistanceFactor(temperature)
    let unknown = hasCurrent ? 0.15 * polarisation.activity : 0.1 * description.nameplate.value
    let dynamic =
      Double(description.cells) * description.table.habits.dynamic.volts + cell.resistances.reduce(0, +) * factor
      * unknown
    mixture.observe(
      CellModel.Observation(
        voltage: voltage, noise: noise, polarisation: polarisation, hysteresis: hysteresis,
        temperature: temperature, dynamicSpread: dynamic))
    var drop = 0.0
    for branch in 0..<Polarisation.branches {
      drop += mixture.moments(SocHypothesis.Slot.resistance + branch).mean * polarisation.currents[branch]
    }
    restVoltage = voltage - factor * drop
  }

  private mutating func keepHouse(seconds: Double) {
    sinceCondensed += seconds
    sinceDoubt += seconds
    if sinceDoubt >= Self.doubt.interval {
      sinceDoubt = 0
      mixture.doubt(share: Self.doubt.share)
    }
    guard sinceCondensed >= Self.tidyInterval else { return }
    sinceCondensed = 0
    mixture.condense()
    let soc = mixture.moments(SocHypothesis.Slot.soc)
    consistency.check(soc: soc.mean, deviation: soc.deviation)
  }

  /// The present belief without a new sample.
  public func state() -> BatteryState {
    typealias Slot = SocHypothesis.Slot
    let soc = mixture.moments(Slot.soc)
    let inverse = mixture.moments(Slot.inverseCapacity)
    let capacity = description.nameplate / max(0.2, inverse.mean)
    let quick = mixture.moments(Slot.resistance).mean + mixture.moments(Slot.resistance + 1).mean
    var state = BatteryState(
      soc: hasVoltage ? StateOfCharge(soc.mean) : nil, standardDeviation: claimed(soc),
      restVoltage: restVoltage.map { Volts($0) }, capacity: capacity,
      capacityDeviation: capacity * (inverse.deviation / max(0.2, inverse.mean)),
      resistance: Ohms(quick * cell.resistanceFactor(temperature)),
      currentOffset: Amps(mixture.moments(Slot.currentOffset).mean),
      deliverableFraction: hasTemperature ? description.table.deliverableFraction(at: Celsius(temperature)) : 1,
      mode: .fused, reasons: [])
    explain(&state)
    return state
  }

  /// The mixture's deviation and what it does not know of; less of the latter near full, which is hard to mistake.
  private func claimed(_ soc: (mean: Double, deviation: Double)) -> Double {
    let residual = description.table.habits.residual * min(1, 0.3 + 7 * max(0, 1 - soc.mean))
    var blind = 0.0
    if unmeasuredSeconds > Self.currentPatience {
      let curve = description.table.mean
      let slope = (curve.volts(at: soc.mean + 0.05) - curve.volts(at: soc.mean - 0.05)) / 0.1
      blind = min(0.25, Self.blindVolts / max(0.01, slope))
    }
    return (soc.deviation * soc.deviation + residual * residual + blind * blind).squareRoot()
  }

  private func explain(_ state: inout BatteryState) {
    let voltageOnly = unmeasuredSeconds > Self.currentPatience
    if voltageOnly {
      state.mode = .voltageOnly
      state.reasons.append("No current is measured: the state of charge comes from the voltage alone and is coarser.")
    }
    if !hasVoltage {
      state.mode = .unknown
      state.reasons.append("No plausible voltage has been read yet: the state of charge is unknown.")
    } else if consistency.isSuspicious {
      state.mode = .unknown
      state.reasons.append(
        "The voltage no longer fits what was learned of this battery: it may have been changed; it is learned anew.")
    } else if state.standardDeviation > 0.2 {
      state.mode = .unknown
      state.reasons.append("The voltage fits many states of charge so far: a full or an empty battery will settle it.")
    }
    if hasTemperature, temperature < description.table.limits.minimumCharging.value {
      state.reasons.append(
        "The cells are at \(Celsius(temperature)): below \(description.table.limits.minimumCharging) they must not be "
          + "charged.")
    }
  }
}
