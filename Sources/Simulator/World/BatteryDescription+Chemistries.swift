public import Units

extension BatteryDescription {
  /// Four lithium iron phosphate cells, 12.8 V nominal.
  public static func lithiumIronPhosphate4S(
    capacity: AmpHours = AmpHours(6), startingCharge: StateOfCharge = StateOfCharge(0.6)
  ) -> BatteryDescription {
    let cell = [
      2.52, 2.90, 3.02, 3.13, 3.19, 3.215, 3.235, 3.252, 3.266, 3.276, 3.284, 3.289, 3.294, 3.300, 3.308, 3.316, 3.322,
      3.326, 3.330, 3.336, 3.400,
    ]
    return BatteryDescription(
      name: "LiFePO4 4s", capacity: capacity, openCircuit: cell.map { $0 * 4 }, resistance: Ohms(0.045),
      polarisation: Ohms(0.03), relaxation: .seconds(240), chargeTaper: Ohms(0.08), coulombicEfficiency: 0.996,
      startingCharge: startingCharge)
  }

  /// Three NMC lithium-ion cells, 11.1 V nominal.
  public static func lithiumIon3S(
    capacity: AmpHours = AmpHours(5), startingCharge: StateOfCharge = StateOfCharge(0.6)
  ) -> BatteryDescription {
    let cell = [
      2.85, 3.27, 3.42, 3.49, 3.535, 3.57, 3.60, 3.625, 3.65, 3.68, 3.715, 3.755, 3.80, 3.85, 3.895, 3.94, 3.985, 4.03,
      4.07, 4.11, 4.18,
    ]
    return BatteryDescription(
      name: "Li-ion NMC 3s", capacity: capacity, openCircuit: cell.map { $0 * 3 }, resistance: Ohms(0.09),
      polarisation: Ohms(0.045), relaxation: .seconds(180), chargeTaper: Ohms(0.06), coulombicEfficiency: 0.995,
      startingCharge: startingCharge)
  }

  /// Four nickel-metal hydride cells, 4.8 V nominal: the accus of a small rig without a regulator.
  public static func nickelMetalHydride4S(
    capacity: AmpHours = AmpHours(2.4), startingCharge: StateOfCharge = StateOfCharge(0.7)
  ) -> BatteryDescription {
    let cell = [
      1.02, 1.145, 1.185, 1.21, 1.226, 1.238, 1.247, 1.254, 1.26, 1.265, 1.27, 1.275, 1.281, 1.287, 1.294, 1.302, 1.312,
      1.324, 1.339, 1.36, 1.40,
    ]
    return BatteryDescription(
      name: "NiMH 4s", capacity: capacity, openCircuit: cell.map { $0 * 4 }, resistance: Ohms(0.12),
      polarisation: Ohms(0.06), relaxation: .seconds(300), chargeTaper: Ohms(0.05), coulombicEfficiency: 0.92,
      startingCharge: startingCharge)
  }

  /// A 12 V lead-acid battery of six cells.
  public static func leadAcid12V(
    capacity: AmpHours = AmpHours(7), startingCharge: StateOfCharge = StateOfCharge(0.8)
  ) -> BatteryDescription {
    let cell = (0...20).map { (step: Int) -> Double in
      let twentieth = Double(step)
      return 1.905 + 0.0115 * twentieth - 0.000_05 * twentieth * twentieth
    }
    return BatteryDescription(
      name: "lead-acid 12 V", capacity: capacity, openCircuit: cell.map { $0 * 6 }, resistance: Ohms(0.05),
      polarisation: Ohms(0.08), relaxation: .seconds(900), chargeTaper: Ohms(0.25), coulombicEfficiency: 0.93,
      startingCharge: startingCharge)
  }
}
