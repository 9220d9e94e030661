/// A temperature in degrees Celsius.
public struct Celsius: Quantity {
  /// The amount in `°C`.
  public var value: Double
  /// Wraps an amount in `°C`.
  public init(_ value: Double) { self.value = value }
  /// `°C`
  public static let symbol = "°C"
  /// As named in error texts.
  public static let noun = "a temperature"
  /// A valid example.
  public static let example = "25 °C"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("°C", 1), UnitSpelling("degC", 1), UnitSpelling("C", 1),
  ]
}
