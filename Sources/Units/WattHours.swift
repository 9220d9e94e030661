/// An energy in watt-hours.
public struct WattHours: Quantity {
  /// The amount in `Wh`.
  public var value: Double
  /// Wraps an amount in `Wh`.
  public init(_ value: Double) { self.value = value }
  /// `Wh`
  public static let symbol = "Wh"
  /// As named in error texts.
  public static let noun = "an energy"
  /// A valid example.
  public static let example = "76.8 Wh"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("Wh", 1), UnitSpelling("mWh", 0.001), UnitSpelling("kWh", 1000),
  ]
}
