internal import Glibc
import Units

extension ChemistryTable {
  /// Mean of the charge-sustaining and charge-decreasing rest voltages that Ovonic gave for its M70 module (NREL ADVISOR
  /// 2003, data set ESS_NIMH28), lowered by 15 mV towards rested consumer cells (VARTA: 1.25–1.4 V by state of charge);
  /// the empty end from the same maker's 1.0 V end of discharge.
  static let nimh = ChemistryTable(
    chemistry: .nimh,
    limits: CellLimits(
      absoluteFloor: Volts(1.05), resume: Volts(1.24), full: Volts(1.48), minimumCharging: Celsius(0),
      maximumCharging: Celsius(45), minimumDischarging: Celsius(-20), maximumDischarging: Celsius(60)),
    curves: [
      VoltageCurve(
        points: [
          (0, 1.03), (0.02, 1.12), (0.05, 1.175), (0.1, 1.21), (0.2, 1.24), (0.3, 1.259), (0.4, 1.271), (0.5, 1.28),
          (0.6, 1.29), (0.7, 1.302), (0.8, 1.318), (0.9, 1.343), (1, 1.39),
        ], overchargeSlope: 0.5)!
    ],
    modes: CurveModes(functions: [
      { 0.012 * ($0 - 0.5) }, { -0.015 * exp(-$0 / 0.06) }, { 0.012 * exp(($0 - 1) / 0.1) },
    ]),
    habits: CellHabits(
      curveSpread: (volts: 0.012, soc: 0.04), offsetSpread: 0.01, sampleSpread: 0.028,
      dynamic: (volts: 0.005, seconds: 7200), residual: 0.01, spreadLength: 0.2,
      hysteresis: (mean: 0.025, deviation: 0.012), resistivity: [0.12, 0.05, 0.04, 0.03],
      activation: 2200, chargeEfficiency: (mean: 0.97, deviation: 0.02), acceptance: (0.88, 1.02),
      overchargeSpread: 0.03, selfDischarge: 0.01))
}
