/// What a cell is made of: which built-in table and which habits the estimator assumes.
public enum Chemistry: String, Sendable, Hashable, CaseIterable {
  /// Lithium-ion with a nickel-manganese-cobalt or nickel-cobalt-aluminium cathode, 4.2 V.
  case nmc
  /// Lithium-ion with a cobalt oxide cathode, 4.2 V; most pouch ("LiPo") cells.
  case lco
  /// Lithium iron phosphate, 3.65 V.
  case lifepo4
  /// Lead-acid with liquid electrolyte.
  case leadFlooded = "lead-flooded"
  /// Lead-acid with absorbent glass mat.
  case leadAGM = "lead-agm"
  /// Lead-acid with gelled electrolyte.
  case leadGel = "lead-gel"
  /// Nickel metal hydride.
  case nimh

  /// Whether the cell must not be charged below freezing.
  public var isLithium: Bool { self == .nmc || self == .lco || self == .lifepo4 }
  /// Any of the lead-acid builds.
  public var isLeadAcid: Bool { self == .leadFlooded || self == .leadAGM || self == .leadGel }
}
