public import Units

/// What the owner knows about the battery.
public struct BatteryDescription: Sendable {
  /// Chemistry with its table, built-in or measured.
  public var table: ChemistryTable
  /// Cells in series.
  public var cells: Int
  /// What the label says.
  public var nameplate: AmpHours
  /// Resistance of the pack with wiring, if known.
  public var resistance: Ohms?

  /// The chemistry.
  public var chemistry: Chemistry { table.chemistry }

  /// A battery by its label.
  ///
  /// - Parameter table: a measured table; the built-in one when left out.
  public init(
    chemistry: Chemistry, cells: Int, nameplate: AmpHours, resistance: Ohms? = nil, table: ChemistryTable? = nil
  ) {
    self.table = table ?? .builtIn(chemistry)
    self.cells = cells
    self.nameplate = nameplate
    self.resistance = resistance
  }
}
