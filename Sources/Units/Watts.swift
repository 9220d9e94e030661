/// A power in watts. Into the battery is positive.
public struct Watts: Quantity {
  /// The amount in `W`.
  public var value: Double
  /// Wraps an amount in `W`.
  public init(_ value: Double) { self.value = value }
  /// `W`
  public static let symbol = "W"
  /// As named in error texts.
  public static let noun = "a power"
  /// A valid example.
  public static let example = "20 W"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("W", 1), UnitSpelling("mW", 0.001), UnitSpelling("kW", 1000), UnitSpelling("uW", 1e-06),
    UnitSpelling("µW", 1e-06),
  ]
}
