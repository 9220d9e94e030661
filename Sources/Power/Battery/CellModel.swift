internal import Glibc
internal import Units

/// The physics between what is measured and what is wanted: how charge moves the state, and which terminal voltage a
/// state gives.
struct CellModel: Sendable {
  let table: ChemistryTable
  let cells: Double
  /// Nameplate capacity in Ah.
  let nameplate: Double
  /// Pack resistances expected for each branch, in ohm.
  let resistances: [Double]
  let resistanceSpread: [Double]

  /// One step of time.
  struct Step {
    /// Length in s.
    var seconds: Double
    /// Mean current over it in A, positive into the battery; nil when nobody measured it.
    var current: Double?
    /// Standard deviation of an unmeasured current, in A.
    var currentSpread: Double
    var temperature: Double
    /// The part of a charging current that stores nothing at this voltage, A.
    var sideCurrent = 0.0
  }

  /// One terminal voltage and what it depends on.
  struct Observation {
    /// Of the pack, in V.
    var voltage: Double
    /// Variance of the voltmeter, V².
    var noise: Double
    var polarisation: Polarisation
    var hysteresis: Hysteresis
    var temperature: Double
    /// Standard deviation of the dynamic model's error, V of the pack.
    var dynamicSpread: Double
  }

  /// How much the temperature raises the resistance over that at 25 °C.
  func resistanceFactor(_ temperature: Double) -> Double {
    exp(table.habits.activation * (1 / (max(-40, min(80, temperature)) + 273.15) - 1 / 298.15))
  }

  /// Whether the curve is far from straight within a spread of state of charge.
  func isBent(_ hypothesis: SocHypothesis, within deviation: Double) -> Bool {
    let line = table.curves[hypothesis.variant].linearised(at: hypothesis.soc, deviation: deviation)
    return line.residual.squareRoot() > 0.2 * table.habits.curveSpread.volts + 0.001
  }

  func prior(variant: Int, soc: Double, deviation: Double, logWeight: Double) -> SocHypothesis {
    typealias Slot = SocHypothesis.Slot
    var mean = [Double](repeating: 0, count: SocHypothesis.size)
    var spread = mean
    let habits = table.habits
    (mean[Slot.soc], spread[Slot.soc]) = (soc, deviation)
    (mean[Slot.inverseCapacity], spread[Slot.inverseCapacity]) = (1.04, 0.05)
    (mean[Slot.currentOffset], spread[Slot.currentOffset]) = (0, 0.002)
    (mean[Slot.chargeEfficiency], spread[Slot.chargeEfficiency]) = (
      habits.chargeEfficiency.mean, habits.chargeEfficiency.deviation
    )
    for part in 0..<Hysteresis.parts {
      mean[Slot.hysteresis + part] = 0.5 * habits.hysteresis.mean
      spread[Slot.hysteresis + part] = 0.7 * habits.hysteresis.deviation
    }
    spread[Slot.tableOffset] = habits.offsetSpread
    spread[Slot.tableLocal] = 1
    spread[Slot.dynamic] = 1
    spread[Slot.loopStart] = 0.7
    for mode in 0..<CurveModes.count { spread[Slot.modes + mode] = 1 }
    for branch in 0..<Polarisation.branches {
      mean[Slot.resistance + branch] = resistances[branch]
      spread[Slot.resistance + branch] = resistanceSpread[branch]
    }
    return SocHypothesis(variant: variant, logWeight: logWeight, mean: mean, deviations: spread)
  }

  /// The curve of this hypothesis' own cell, table and modes, seen through its spread of state of charge.
  private func linearised(_ hypothesis: SocHypothesis) -> (volts: Double, slope: Double, residual: Double) {
    let curve = table.curves[hypothesis.variant]
    return VoltageCurve.linearised(at: hypothesis.soc, deviation: hypothesis.socVariance.squareRoot()) { soc in
      var volts = curve.volts(at: soc)
      for mode in 0..<CurveModes.count {
        volts += hypothesis.mean[SocHypothesis.Slot.modes + mode] * table.modes.volts(mode, at: soc)
      }
      return volts
    }
  }

  func predict(_ hypothesis: inout SocHypothesis, _ step: Step) {
    typealias Slot = SocHypothesis.Slot
    let mean = hypothesis.mean
    let hours = step.seconds / 3600
    let perAmp = hours / nameplate
    var net = (step.current ?? 0) - (step.current == nil ? 0 : mean[Slot.currentOffset])
    if net > 0 { net = max(0, net - step.sideCurrent) }
    let inverse = mean[Slot.inverseCapacity]
    var stored = 1.0
    var acceptance = (fraction: 1.0, slope: 0.0)
    if net > 0 {
      acceptance = table.habits.accepted(at: mean[Slot.soc])
      stored = mean[Slot.chargeEfficiency] * acceptance.fraction
    }
    let moved = stored * net * perAmp * inverse
    let leaked = table.habits.selfDischarge * exp(0.06 * (step.temperature - 25)) * hours / 24
    let soc = min(1.02, max(-0.02, mean[Slot.soc] + moved - leaked))
    let slope = net > 0 ? 1 + mean[Slot.chargeEfficiency] * acceptance.slope * net * perAmp * inverse : 1
    hypothesis.propagateSoc(
      to: soc,
      row: (
        soc: max(0, slope), capacity: stored * net * perAmp,
        offset: step.current == nil ? 0 : -stored * inverse * perAmp,
        efficiency: net > 0 ? acceptance.fraction * net * perAmp * inverse : 0
      ))
    forget(&hypothesis, step, moved: moved.magnitude)
    // Where acceptance falls is not known to the percent, so filling up makes nobody surer than that.
    let blur = 0.012 * (1 - acceptance.fraction)
    hypothesis.addVariance(max(0, blur * blur - hypothesis.socVariance), to: Slot.soc)
  }

  /// What the passing of time and charge makes uncertain again.
  private func forget(_ hypothesis: inout SocHypothesis, _ step: Step, moved: Double) {
    typealias Slot = SocHypothesis.Slot
    let hours = step.seconds / 3600
    var drift = 4e-8 * hours + 1e-6 * moved
    if step.current == nil {
      // An unknown current that stays alike for about two hours walks as far as white noise of this strength.
      let travel = step.currentSpread / nameplate
      drift += travel * travel * hours * min(4, 4 + hours)
    }
    hypothesis.addVariance(drift, to: Slot.soc)
    hypothesis.addVariance(1e-7 * hours, to: Slot.inverseCapacity)
    hypothesis.addVariance(1e-9 * hours, to: Slot.currentOffset)
    for part in 0..<Hysteresis.parts { hypothesis.addVariance(1e-8 * hours, to: Slot.hysteresis + part) }
    for branch in 0..<Polarisation.branches {
      let spread = 0.06 * resistances[branch]
      hypothesis.addVariance(spread * spread * hours, to: Slot.resistance + branch)
    }
    hypothesis.decay(Slot.tableLocal, keeping: exp(-moved / table.habits.spreadLength))
    hypothesis.decay(Slot.dynamic, keeping: exp(-step.seconds / table.habits.dynamic.seconds))
  }

  /// A terminal voltage as seen by one hypothesis: how far off it is, and what it depends on.
  private func prediction(
    _ hypothesis: SocHypothesis, _ observation: Observation
  ) -> (innovation: Double, row: [Double], noise: Double) {
    typealias Slot = SocHypothesis.Slot
    let line = linearised(hypothesis)
    let spread = table.habits.curveSpread
    let local = (spread.volts * spread.volts + spread.soc * spread.soc * line.slope * line.slope).squareRoot()
    var row = [Double](repeating: 0, count: SocHypothesis.size)
    row[Slot.soc] = cells * line.slope
    for part in 0..<Hysteresis.parts { row[Slot.hysteresis + part] = cells * observation.hysteresis.position[part] }
    row[Slot.loopStart] = cells * table.habits.hysteresis.mean * observation.hysteresis.startLeft
    for mode in 0..<CurveModes.count {
      row[Slot.modes + mode] = cells * table.modes.volts(mode, at: hypothesis.soc)
    }
    row[Slot.tableOffset] = cells
    row[Slot.tableLocal] = cells * local
    // The side reaction that takes the rest of the charge raises the voltage by an amount nobody knows.
    let refused = observation.polarisation.currents[0] > 0 ? 1 - table.habits.accepted(at: hypothesis.soc).fraction : 0
    row[Slot.dynamic] = observation.dynamicSpread + table.habits.overchargeSpread * cells * refused
    let factor = resistanceFactor(observation.temperature)
    for branch in 0..<Polarisation.branches {
      row[Slot.resistance + branch] = factor * observation.polarisation.currents[branch]
    }
    var expected = cells * (line.volts + table.habits.temperatureCoefficient * (observation.temperature - 25))
    for slot in 1..<Slot.modes { expected += row[slot] * hypothesis.mean[slot] }
    let innovation = observation.voltage - expected
    let noise = observation.noise + cells * cells * line.residual
    return (innovation, row, noise)
  }

  /// How surprising a voltage is to a hypothesis: the squared innovation in units of its variance.
  func surprise(_ hypothesis: SocHypothesis, _ observation: Observation) -> Double {
    let (innovation, row, noise) = prediction(hypothesis, observation)
    return hypothesis.surprise(innovation: innovation, row: row, noise: noise)
  }

  /// Lets a hypothesis learn from a voltage.
  func observe(
    _ hypothesis: inout SocHypothesis, _ observation: Observation
  ) {
    typealias Slot = SocHypothesis.Slot
    let (innovation, row, noise) = prediction(hypothesis, observation)
    hypothesis.observe(innovation: innovation, row: row, noise: noise)
    keepPlausible(&hypothesis)
  }

  /// Holds what was learned along within what cells can be. An outlier is weighed down, so without these limits a wrong
  /// state of charge could take on any error of the table, a bit with each sample, until it explained everything.
  private func keepPlausible(_ hypothesis: inout SocHypothesis) {
    typealias Slot = SocHypothesis.Slot
    func limit(_ slot: Int, to range: ClosedRange<Double>) {
      hypothesis.mean[slot] = max(range.lowerBound, min(range.upperBound, hypothesis.mean[slot]))
    }
    limit(Slot.soc, to: -0.02...1.02)
    for branch in 0..<Polarisation.branches {
      limit(Slot.resistance + branch, to: 0.05 * resistances[branch]...Double.infinity)
    }
    for part in 0..<Hysteresis.parts { limit(Slot.hysteresis + part, to: 0...Double.infinity) }
    let offset = 3 * table.habits.offsetSpread
    limit(Slot.tableOffset, to: -offset...offset)
    limit(Slot.tableLocal, to: -3...3)
    limit(Slot.dynamic, to: -3...3)
    for mode in 0..<CurveModes.count { limit(Slot.modes + mode, to: -2...2) }
  }
}

extension CellModel {
  init(_ description: BatteryDescription) {
    table = description.table
    cells = Double(description.cells)
    nameplate = description.nameplate.value
    let perCell = description.table.habits.resistivity.map {
      $0 * Double(description.cells) / description.nameplate.value
    }
    var expected = perCell
    var spread = perCell.enumerated().map { ($0 == 0 ? 0.6 : 1) * $1 }
    if let known = description.resistance?.value {
      expected[0] = known
      spread[0] = 0.4 * known
    } else {
      expected[0] += 0.04
      spread[0] += 0.02
    }
    resistances = expected
    resistanceSpread = spread
  }
}
