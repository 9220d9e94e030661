/// A frequency in hertz.
public struct Hertz: Quantity {
  /// The amount in `Hz`.
  public var value: Double
  /// Wraps an amount in `Hz`.
  public init(_ value: Double) { self.value = value }
  /// `Hz`
  public static let symbol = "Hz"
  /// As named in error texts.
  public static let noun = "a frequency"
  /// A valid example.
  public static let example = "100 kHz"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("Hz", 1), UnitSpelling("kHz", 1000), UnitSpelling("MHz", 1e+06),
  ]
}
