/// How cells of a chemistry behave beyond their voltage curve, and how sure the published figures are: the prior
/// knowledge of the estimator. Means come with their standard deviation.
struct CellHabits: Sendable {
  /// Vertical and horizontal spread of real cells about the table: V per cell, and state of charge.
  var curveSpread: (volts: Double, soc: Double)
  /// Constant offset of one cell's curve (and of the voltmeter), V per cell.
  var offsetSpread: Double
  /// How far charge must move, as a fraction of capacity, until the table's error is another one.
  var spreadLength = 0.10
  /// Half width of the hysteresis loop, V per cell.
  var hysteresis: (mean: Double, deviation: Double)
  /// Typical resistance times capacity of one cell, Ω·Ah: ohmic, then each diffusion branch.
  var resistivity: [Double]
  /// Arrhenius temperature of the resistances, K.
  var activation: Double
  /// Fraction of charge current stored far from full.
  var chargeEfficiency: (mean: Double, deviation: Double)
  /// State of charge at which charge acceptance begins to fall, and where nothing is stored any more.
  var acceptance: (onset: Double, end: Double)?
  /// Fraction of capacity lost in a day at 25 °C.
  var selfDischarge: Double
  /// Change of the rest voltage with temperature, V per cell and K.
  var temperatureCoefficient = 0.0

  /// The fraction of charge current stored at a state of charge, and its derivative.
  func accepted(at soc: Double) -> (fraction: Double, slope: Double) {
    guard let acceptance, soc > acceptance.onset else { return (1, 0) }
    let span = acceptance.end - acceptance.onset
    let left = (acceptance.end - soc) / span
    return left > 0 ? (left, -1 / span) : (0, 0)
  }
}
