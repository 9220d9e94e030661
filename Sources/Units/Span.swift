/// A length of time as an owner writes it: `"90 s"`, `"2 h"`, `"5 min"`. `Duration` is what the code computes with.
public struct Span: Quantity {
  /// The length in seconds.
  public var value: Double
  /// Wraps seconds.
  public init(_ value: Double) { self.value = value }
  /// Seconds.
  public static let symbol = "s"
  /// As named in error texts.
  public static let noun = "a time span"
  /// A valid example.
  public static let example = "90 s"
  /// Accepted spellings.
  public static let spellings: [UnitSpelling] = [
    UnitSpelling("s", 1), UnitSpelling("ms", 1e-3), UnitSpelling("us", 1e-6), UnitSpelling("µs", 1e-6),
    UnitSpelling("min", 60), UnitSpelling("h", 3600), UnitSpelling("d", 86400),
  ]
  /// The same length for computing.
  public var duration: Duration { .seconds(value) }
}
