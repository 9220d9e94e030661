/// An angle in degrees of arc.
public struct Degrees: Quantity {
  /// The amount in `deg`.
  public var value: Double
  /// Wraps an amount in `deg`.
  public init(_ value: Double) { self.value = value }
  /// `deg`
  public static let symbol = "deg"
  /// As named in error texts.
  public static let noun = "an angle"
  /// A valid example.
  public static let example = "36 deg"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("deg", 1), UnitSpelling("°", 1),
  ]
}
