/// A length or height in metres.
public struct Meters: Quantity {
  /// The amount in `m`.
  public var value: Double
  /// Wraps an amount in `m`.
  public init(_ value: Double) { self.value = value }
  /// `m`
  public static let symbol = "m"
  /// As named in error texts.
  public static let noun = "a length"
  /// A valid example.
  public static let example = "273 m"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("m", 1), UnitSpelling("km", 1000), UnitSpelling("cm", 0.01),
  ]
}
