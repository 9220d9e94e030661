/// Hashes tried in a second.
public struct HashRate: Quantity {
  /// The amount in `H/s`.
  public var value: Double
  /// Wraps an amount in `H/s`.
  public init(_ value: Double) { self.value = value }
  /// `H/s`
  public static let symbol = "H/s"
  /// As named in error texts.
  public static let noun = "a hash rate"
  /// A valid example.
  public static let example = "195 H/s"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("H/s", 1), UnitSpelling("kH/s", 1000), UnitSpelling("MH/s", 1e+06),
  ]
}
