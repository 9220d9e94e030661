internal import Glibc
import Units

extension ChemistryTable {
  /// Rest voltages of lead-acid batteries at 25 °C, V per cell at 0, 25, 50, 75 and 100 %.
  ///
  /// They follow the acid: U = 1.9228 + 0.1475 x + 0.0636 x² + 0.0738 x³ + 0.0336 x⁴ with x = log10 of the molality (H.
  /// Bode, "Lead-Acid Batteries", 1977), so what differs between builds is the acid filled in and how far it is used up.
  /// - flooded: between the automotive chart (12.65, 12.45, 12.24, 12.06, 11.89 V) and the deep-cycle chart (12.73 …
  ///   12.10 … 11.5 V)
  /// - AGM: between makers' charts (12.8–12.9, 12.5–12.6, 12.2–12.3, 11.9–12.0, 11.6–11.8 V) and the 17 Ah solar
  ///   battery of Sulzer et al. 2019, which is starved of acid and falls further
  /// - gel: makers' charts (12.85, 12.65, 12.35, 12.0, 11.8 V)
  static func lead(_ chemistry: Chemistry) -> ChemistryTable {
    let volts: [Double]
    switch chemistry {
    case .leadFlooded: volts = [1.935, 1.988, 2.033, 2.077, 2.119]
    case .leadGel: volts = [1.950, 2.003, 2.057, 2.104, 2.143]
    default: volts = [1.917, 1.988, 2.043, 2.099, 2.158]
    }
    return ChemistryTable(
      chemistry: chemistry,
      limits: CellLimits(
        absoluteFloor: Volts(1.80), resume: Volts(2.06), full: Volts(2.35), minimumCharging: Celsius(-15),
        maximumCharging: Celsius(50), minimumDischarging: Celsius(-20), maximumDischarging: Celsius(50)),
      curves: [
        VoltageCurve(points: zip([0, 0.25, 0.5, 0.75, 1], volts).map { (soc: $0, volts: $1) }, overchargeSlope: 1)!
      ],
      modes: CurveModes(functions: [
        { 0.014 * $0 * $0 }, { -0.005 * (1 - $0) - 0.02 * pow(1 - $0, 4) }, { 0.020 * $0 * (1 - $0) },
      ]),
      habits: CellHabits(
        curveSpread: (volts: 0.005, soc: 0.01), offsetSpread: 0.003, sampleSpread: 0,
        dynamic: (volts: 0.004, seconds: 1800), residual: 0.02, spreadLength: 0.2,
        hysteresis: (mean: 0.002, deviation: 0.003), resistivity: [0.05, 0.04, 0.05, 0.05], activation: 1800,
        chargeEfficiency: (mean: 0.985, deviation: 0.015), acceptance: (0.99, 1.02), overchargeSpread: 0.005,
        absorption: (volts: 2.27, amps: 0.0002), selfDischarge: 0.001,
        temperatureCoefficient: 0.0002))
  }
}
