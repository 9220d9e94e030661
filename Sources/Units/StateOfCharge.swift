/// How full a battery is: 0 is empty, 1 is full, of its true capacity.
public struct StateOfCharge: Quantity {
  /// The fraction, 0–1. Values outside are kept as computed, so that an estimator's error shows.
  public var value: Double
  /// Wraps a fraction.
  public init(_ value: Double) { self.value = value }
  /// Printed in percent.
  public static let symbol = "%"
  /// As named in error texts.
  public static let noun = "a state of charge"
  /// A valid example.
  public static let example = "20 %"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [UnitSpelling("%", 0.01)]
  /// Percent with up to one decimal: `61.5 %`.
  public var description: String { "\(Decimal.short((value * 1000).rounded() / 10)) %" }
  /// Within 0–1.
  public var clamped: StateOfCharge { StateOfCharge(min(1, max(0, value))) }
}
