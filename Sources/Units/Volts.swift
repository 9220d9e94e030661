/// An electric potential difference in volts.
public struct Volts: Quantity {
  /// The amount in `V`.
  public var value: Double
  /// Wraps an amount in `V`.
  public init(_ value: Double) { self.value = value }
  /// `V`
  public static let symbol = "V"
  /// As named in error texts.
  public static let noun = "a voltage"
  /// A valid example.
  public static let example = "11.8 V"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("V", 1), UnitSpelling("mV", 0.001), UnitSpelling("kV", 1000), UnitSpelling("uV", 1e-06),
    UnitSpelling("µV", 1e-06),
  ]
}
