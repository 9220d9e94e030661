/// A resistance in ohms.
public struct Ohms: Quantity {
  /// The amount in `ohm`.
  public var value: Double
  /// Wraps an amount in `ohm`.
  public init(_ value: Double) { self.value = value }
  /// `ohm`
  public static let symbol = "ohm"
  /// As named in error texts.
  public static let noun = "a resistance"
  /// A valid example.
  public static let example = "0.1 ohm"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("ohm", 1), UnitSpelling("mohm", 0.001), UnitSpelling("kohm", 1000), UnitSpelling("Mohm", 1e+06),
    UnitSpelling("Ω", 1), UnitSpelling("mΩ", 0.001), UnitSpelling("kΩ", 1000), UnitSpelling("MΩ", 1e+06),
  ]
}
