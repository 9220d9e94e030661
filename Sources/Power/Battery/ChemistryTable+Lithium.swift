import Units

extension ChemistryTable {
  /// Five published cells at 25 °C:
  /// - Molicel INR21700-P42A (C/32) and Samsung INR21700-40T (C/20), nickel-rich: Sunil et al., "Piecewise Linear
  ///   Approximation of Battery Open-Circuit Voltage Characteristics Using Dynamic Programming", IEEE Trans. Instrum.
  ///   Meas. 2025 (mean of both)
  /// - NCA: Kim et al., J. Electrochem. Soc. 158 (2011) A955
  /// - NMC 532: Mohtat et al., J. Electrochem. Soc. 167 (2020) 110561
  /// - NMC 111, 12.5 Ah pouch cell: About:Energy 2022, example of the BPX standard
  /// - NMC, Kokam 7.5 Ah: Ecker et al., J. Electrochem. Soc. 162 (2015) A1836
  static let nmc = ChemistryTable(
    chemistry: .nmc, limits: lithiumLimits(floor: 3.0, resume: 3.45, full: 4.15),
    curves: curves([
      [
        2.503, 2.996, 3.17, 3.264, 3.339, 3.427, 3.481, 3.534, 3.584, 3.621, 3.658, 3.694, 3.741, 3.789, 3.837, 3.886,
        3.934, 3.982, 4.03, 4.07, 4.088, 4.097, 4.106, 4.149, 4.197,
      ],
      [
        2.7, 3.144, 3.194, 3.218, 3.247, 3.31, 3.372, 3.433, 3.492, 3.547, 3.598, 3.643, 3.685, 3.725, 3.768, 3.816,
        3.874, 3.93, 3.98, 4.03, 4.08, 4.107, 4.135, 4.166, 4.2,
      ],
      [
        2.8, 3.339, 3.462, 3.496, 3.511, 3.54, 3.585, 3.62, 3.639, 3.654, 3.671, 3.691, 3.716, 3.745, 3.797, 3.84, 3.88,
        3.923, 3.971, 4.022, 4.077, 4.106, 4.136, 4.167, 4.2,
      ],
      [
        2.7, 3.179, 3.347, 3.432, 3.463, 3.495, 3.531, 3.571, 3.598, 3.615, 3.631, 3.65, 3.673, 3.701, 3.736, 3.777,
        3.824, 3.877, 3.935, 3.997, 4.063, 4.097, 4.131, 4.166, 4.202,
      ],
      [
        2.5, 3.094, 3.294, 3.399, 3.459, 3.528, 3.587, 3.657, 3.709, 3.743, 3.77, 3.781, 3.787, 3.798, 3.815, 3.842,
        3.882, 3.94, 3.987, 4.03, 4.079, 4.106, 4.135, 4.167, 4.2,
      ],
    ]), likelihoods: [0.4, 0.15, 0.15, 0.15, 0.15],
    habits: CellHabits(
      curveSpread: (volts: 0.008, soc: 0.008), offsetSpread: 0.006, sampleSpread: 0.010,
      dynamic: (volts: 0.002, seconds: 1800), residual: 0.01, spreadLength: 0.2,
      hysteresis: (mean: 0.003, deviation: 0.004),
      resistivity: [0.12, 0.05, 0.05, 0.04], activation: 3500, chargeEfficiency: (mean: 0.998, deviation: 0.003),
      acceptance: nil, selfDischarge: 0.0005))

  /// Three published LiCoO2 and graphite cells: Marquis et al., J. Electrochem. Soc. 166 (2019) A3693; Ramadass et al., J.
  /// Electrochem. Soc. 151 (2004) A196; Ai et al., J. Electrochem. Soc. 167 (2020) 013512 (Enertech pouch).
  static let lco = ChemistryTable(
    chemistry: .lco, limits: lithiumLimits(floor: 3.2, resume: 3.7, full: 4.15),
    curves: curves([
      [
        3, 3.384, 3.542, 3.618, 3.64, 3.665, 3.695, 3.717, 3.733, 3.748, 3.762, 3.776, 3.793, 3.812, 3.836, 3.868,
        3.909, 3.952, 3.994, 4.041, 4.088, 4.113, 4.138, 4.165, 4.2,
      ],
      [
        2.8, 3.283, 3.446, 3.537, 3.595, 3.666, 3.706, 3.732, 3.752, 3.77, 3.788, 3.806, 3.827, 3.849, 3.874, 3.901,
        3.93, 3.963, 3.998, 4.036, 4.08, 4.104, 4.131, 4.162, 4.2,
      ],
      [
        3.105, 3.483, 3.618, 3.665, 3.682, 3.691, 3.692, 3.694, 3.697, 3.702, 3.715, 3.735, 3.745, 3.754, 3.765, 3.779,
        3.799, 3.822, 3.849, 3.876, 3.904, 3.939, 4.008, 4.068, 4.1,
      ],
    ]), likelihoods: [0.4, 0.3, 0.3],
    habits: CellHabits(
      curveSpread: (volts: 0.010, soc: 0.01), offsetSpread: 0.008, sampleSpread: 0.010,
      dynamic: (volts: 0.002, seconds: 1800), residual: 0.03, spreadLength: 0.2,
      hysteresis: (mean: 0.003, deviation: 0.004),
      resistivity: [0.12, 0.05, 0.05, 0.04], activation: 3500, chargeEfficiency: (mean: 0.998, deviation: 0.003),
      acceptance: nil, selfDischarge: 0.0005))

  /// Three published LiFePO4 and graphite cells:
  /// - About:Energy 18650 2 Ah, 2022, example of the BPX standard
  /// - Lithium Werks APR18650M1B at C/32: Sunil et al., IEEE Trans. Instrum. Meas. 2025
  /// - A123 pack, discharge table of the JetiLuaDFM telemetry project (DFM-InsP/A123.lua)
  static let lifepo4 = ChemistryTable(
    chemistry: .lifepo4, limits: lithiumLimits(floor: 2.7, resume: 3.2, full: 3.5),
    curves: curves([
      [
        2, 2.995, 3.137, 3.178, 3.188, 3.204, 3.23, 3.254, 3.267, 3.273, 3.275, 3.276, 3.278, 3.281, 3.286, 3.295,
        3.306, 3.314, 3.318, 3.32, 3.322, 3.322, 3.323, 3.343, 3.6,
      ],
      [
        2.01, 2.908, 3.067, 3.153, 3.199, 3.219, 3.239, 3.258, 3.278, 3.283, 3.288, 3.294, 3.299, 3.304, 3.31, 3.315,
        3.321, 3.326, 3.331, 3.337, 3.342, 3.345, 3.348, 3.35, 3.6,
      ],
      [
        2.2, 2.976, 3.102, 3.145, 3.172, 3.193, 3.208, 3.226, 3.237, 3.249, 3.263, 3.267, 3.27, 3.273, 3.275, 3.278,
        3.28, 3.293, 3.305, 3.31, 3.315, 3.317, 3.319, 3.343, 3.6,
      ],
    ]), likelihoods: [0.4, 0.3, 0.3],
    modes: CurveModes(
      at: [0, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 1],
      millivolts: [[-60, -150, -120, -80, -55, -40, -25, -12, 0, 0]]),
    habits: CellHabits(
      curveSpread: (volts: 0.004, soc: 0.012), offsetSpread: 0.006, sampleSpread: 0.004,
      dynamic: (volts: 0.004, seconds: 1800), residual: 0.03, spreadLength: 0.2,
      hysteresis: (mean: 0.010, deviation: 0.006),
      resistivity: [0.12, 0.05, 0.06, 0.05], activation: 3500, chargeEfficiency: (mean: 0.998, deviation: 0.003),
      acceptance: nil, selfDischarge: 0.0005))

  /// States of charge at which the curves and modes are given.
  private static let nodes: [Double] = [
    0, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
    0.925, 0.95, 0.975, 1,
  ]

  private static func curves(_ volts: [[Double]]) -> [VoltageCurve] {
    volts.map { VoltageCurve(points: zip(nodes, $0).map { (soc: $0, volts: $1) })! }
  }

  private static func lithiumLimits(floor: Double, resume: Double, full: Double) -> CellLimits {
    CellLimits(
      absoluteFloor: Volts(floor), resume: Volts(resume), full: Volts(full), minimumCharging: Celsius(0),
      maximumCharging: Celsius(45), minimumDischarging: Celsius(-20), maximumDischarging: Celsius(60))
  }
}
