import Units

/// Whether a voltage after a dark time can be that of a battery at the reconnect level. A host may also come back from
/// a shutdown, a lost plug or a swapped battery.
struct ReconnectCheck: Sendable {
  private let cells: Double
  private let resistance: Double
  private let lowest: Double
  private let highest: Double
  private let table: ChemistryTable

  /// `nil` when the chemistry is not known.
  init?(rig: RigDescription) {
    guard let chemistry = Chemistry(rawValue: rig.battery.chemistry) else { return nil }
    table = .builtIn(chemistry)
    cells = Double(rig.battery.cells)
    resistance = rig.battery.resistance.value
    // Slow polarisation is not in the ohmic resistance: the sun has charged for some time.
    let slack = rig.battery.chemistry.hasPrefix("lead") ? 0.08 : 0.03
    let level = rig.battery.reconnect.value
    lowest = table.curves.reduce(.infinity) { min($0, $1.volts(at: max(0, level - 0.08))) } - slack
    highest = table.curves.reduce(-.infinity) { max($0, $1.volts(at: min(1, level + 0.15))) } + slack
  }

  /// Whether a terminal voltage, with the current into the battery if it is known, fits the reconnect level.
  func fits(volts: Double, amps: Double?) -> Bool {
    (lowest...highest).contains(rest(volts, amps))
  }

  /// The state of charge that the voltage alone suggests, 0–1.
  func charge(volts: Double, amps: Double?) -> Double {
    min(1, max(0, table.soc(restVoltagePerCell: Volts(rest(volts, amps))).value))
  }

  private func rest(_ volts: Double, _ amps: Double?) -> Double { (volts - (amps ?? 0) * resistance) / cells }
}
