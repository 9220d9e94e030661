/// An electric current in amperes. Into the battery is positive.
public struct Amps: Quantity {
  /// The amount in `A`.
  public var value: Double
  /// Wraps an amount in `A`.
  public init(_ value: Double) { self.value = value }
  /// `A`
  public static let symbol = "A"
  /// As named in error texts.
  public static let noun = "a current"
  /// A valid example.
  public static let example = "1.5 A"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("A", 1), UnitSpelling("mA", 0.001), UnitSpelling("uA", 1e-06), UnitSpelling("µA", 1e-06),
  ]
}
