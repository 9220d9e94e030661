internal import Glibc

/// How cells of a chemistry behave beyond their voltage curve, and how sure the published figures are: the prior
/// knowledge of the estimator. Means come with their standard deviation.
struct CellHabits: Sendable {
  /// Vertical and horizontal spread of real cells about the table: V per cell, and state of charge.
  var curveSpread: (volts: Double, soc: Double)
  /// Constant offset of one cell's curve (and of the voltmeter), V per cell.
  var offsetSpread: Double
  /// Short-lived error of the model in one sample, V per cell: as white noise over steps of 30 s.
  var sampleSpread: Double
  /// Error of the dynamic model: V per cell, and how long it lasts in s.
  var dynamic: (volts: Double, seconds: Double)
  /// What the claimed standard deviation may not fall below, as far as full and empty do not pin it down: the part of
  /// the error that no model of ours explains.
  var residual: Double
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
  /// How much the side reaction near full may raise the charging voltage, V per cell.
  var overchargeSpread = 0.0
  /// Lead-acid under absorption: above ``volts`` per cell under charge the voltage is the charger's and says nothing of
  /// the acid, but the current the cell still takes does. Water is then split by `amps` per Ah of capacity at 2.23 V and
  /// 20 °C, e-fold each 1/11 V and 1/0.06 K (Schiffer et al., J. Power Sources 168 (2007) 66).
  var absorption: (volts: Double, amps: Double)?
  /// Fraction of capacity lost in a day at 25 °C.
  var selfDischarge: Double
  /// Change of the rest voltage with temperature, V per cell and K.
  var temperatureCoefficient = 0.0

  /// The current of the side reaction at a charging voltage per cell, A per Ah of capacity.
  func gassing(volts: Double, temperature: Double) -> Double {
    guard let absorption, volts > 2.15 else { return 0 }
    return absorption.amps * exp(11 * (min(volts, 2.7) - 2.23) + 0.06 * (temperature - 20))
  }

  /// The fraction of charge current stored at a state of charge, and its derivative.
  func accepted(at soc: Double) -> (fraction: Double, slope: Double) {
    guard let acceptance, soc > acceptance.onset else { return (1, 0) }
    let span = acceptance.end - acceptance.onset
    let left = (acceptance.end - soc) / span
    return left > 0 ? (left, -1 / span) : (0, 0)
  }
}
