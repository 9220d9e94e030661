public import Units

/// Everything the estimator knows beforehand about cells of one chemistry: rest voltage, behaviour, limits.
public struct ChemistryTable: Sendable {
  /// The chemistry described.
  public let chemistry: Chemistry
  /// Recommended limits of one cell.
  public let limits: CellLimits
  /// Published curves of single cells of this chemistry; the first is the commonest.
  let curves: [VoltageCurve]
  /// How likely an owner's cell is like each of them.
  let likelihoods: [Double]
  let mean: VoltageCurve
  let modes: CurveModes
  let habits: CellHabits
  /// Whether the curve was measured on this very battery.
  public let isMeasured: Bool

  init(
    chemistry: Chemistry, limits: CellLimits, curves: [VoltageCurve], likelihoods: [Double] = [1],
    modes: CurveModes = .none, habits: CellHabits,
    isMeasured: Bool = false
  ) {
    self.chemistry = chemistry
    self.limits = limits
    self.curves = curves
    self.likelihoods = likelihoods
    mean = Self.mean(of: curves, likelihoods)
    self.modes = modes
    self.habits = habits
    self.isMeasured = isMeasured
  }

  /// The built-in table, from published measurements; sources are listed in `doc/battery.md` and at each table.
  public static func builtIn(_ chemistry: Chemistry) -> ChemistryTable {
    switch chemistry {
    case .nmc: return nmc
    case .lco: return lco
    case .lifepo4: return lifepo4
    case .leadFlooded: return lead(.leadFlooded)
    case .leadAGM: return lead(.leadAGM)
    case .leadGel: return lead(.leadGel)
    case .nimh: return nimh
    }
  }

  /// This chemistry with a curve measured on the owner's own cells: trusted to a few millivolts.
  public func replacingCurve(with measured: VoltageCurve) -> ChemistryTable {
    var habits = habits
    habits.curveSpread = (volts: 0.002, soc: 0.004)
    habits.offsetSpread = 0.002
    habits.sampleSpread *= 0.4
    habits.dynamic.volts = 0.002
    habits.residual = 0.003
    return ChemistryTable(
      chemistry: chemistry, limits: limits,
      curves: [VoltageCurve(grid: measured.grid, overchargeSlope: curve.overchargeSlope)], habits: habits,
      isMeasured: true)
  }

  /// The mean of the curves, each as likely as it is.
  var curve: VoltageCurve { mean }

  private static func mean(of curves: [VoltageCurve], _ likelihoods: [Double]) -> VoltageCurve {
    let total = likelihoods.reduce(0, +)
    let grid = curves[0].grid.indices.map { index in
      zip(curves, likelihoods).reduce(0) { $0 + $1.0.grid[index] * $1.1 } / total
    }
    return VoltageCurve(grid: grid, overchargeSlope: curves[0].overchargeSlope)
  }

  /// Rest voltage of a cell at a state of charge.
  ///
  /// - Parameter temperature: of the cell; 25 °C when unknown.
  public func restVoltagePerCell(at soc: StateOfCharge, temperature: Celsius = Celsius(25)) -> Volts {
    Volts(curve.volts(at: soc.value) + habits.temperatureCoefficient * (temperature.value - 25))
  }

  /// State of charge of a rested cell, 0–1.
  ///
  /// - Parameter temperature: of the cell; 25 °C when unknown.
  public func soc(restVoltagePerCell voltage: Volts, temperature: Celsius = Celsius(25)) -> StateOfCharge {
    StateOfCharge(curve.soc(at: voltage.value - habits.temperatureCoefficient * (temperature.value - 25)))
  }

  /// The part of the capacity that can be drawn at a temperature, 0–1; 1 at 25 °C.
  public func deliverableFraction(at temperature: Celsius) -> Double {
    let chill = max(0, 25 - temperature.value)
    let loss: Double
    switch chemistry {
    case .nmc, .lco: loss = 0.004 * chill
    case .lifepo4: loss = 0.007 * chill
    case .leadFlooded, .leadAGM, .leadGel: loss = 0.008 * chill
    case .nimh: loss = 0.006 * chill
    }
    return max(0.2, 1 - loss)
  }
}
