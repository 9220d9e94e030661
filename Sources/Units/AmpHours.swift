/// An electric charge in ampere-hours.
public struct AmpHours: Quantity {
  /// The amount in `Ah`.
  public var value: Double
  /// Wraps an amount in `Ah`.
  public init(_ value: Double) { self.value = value }
  /// `Ah`
  public static let symbol = "Ah"
  /// As named in error texts.
  public static let noun = "a charge"
  /// A valid example.
  public static let example = "6 Ah"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("Ah", 1), UnitSpelling("mAh", 0.001),
  ]
}
