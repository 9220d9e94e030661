/// One way to write a unit and what it multiplies.
public struct UnitSpelling: Sendable, Hashable {
  /// The spelling, case-sensitive where SI is (`mV` is not `MV`).
  public let text: String
  /// Multiplies the written number to get the base unit.
  public let factor: Double

  /// A spelling and its factor.
  public init(_ text: String, _ factor: Double) {
    self.text = text
    self.factor = factor
  }
}
