/// A physical quantity: one number in one fixed unit.
///
/// Different quantities are different types, so 12 V + 2 A does not compile. Values are stored as `Double` in the
/// unit named by ``symbol``; text in any accepted spelling of it is read by ``init(parsing:)``.
public protocol Quantity: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number in the unit that ``symbol`` names.
  var value: Double { get set }
  /// Wraps a number that is already in the unit that ``symbol`` names.
  init(_ value: Double)
  /// The unit as printed, e.g. `V`.
  static var symbol: String { get }
  /// What an owner reads in an error: "a voltage".
  static var noun: String { get }
  /// A valid example for error texts: `11.8 V`.
  static var example: String { get }
  /// Every accepted unit spelling with its factor to ``symbol``; the first is the one to recommend.
  static var spellings: [UnitSpelling] { get }
}

extension Quantity {
  /// Nothing of it.
  public static var zero: Self { Self(0) }
  public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
  /// The sum of two like quantities.
  public static func + (left: Self, right: Self) -> Self { Self(left.value + right.value) }
  /// The difference of two like quantities.
  public static func - (left: Self, right: Self) -> Self { Self(left.value - right.value) }
  /// The same amount with the other sign.
  public static prefix func - (operand: Self) -> Self { Self(-operand.value) }
  /// A multiple.
  public static func * (left: Self, right: Double) -> Self { Self(left.value * right) }
  /// A multiple.
  public static func * (left: Double, right: Self) -> Self { Self(left * right.value) }
  /// A fraction.
  public static func / (left: Self, right: Double) -> Self { Self(left.value / right) }
  /// The ratio of two like quantities, a plain number.
  public static func / (left: Self, right: Self) -> Double { left.value / right.value }
  /// Adds in place.
  public static func += (left: inout Self, right: Self) { left.value += right.value }
  /// Subtracts in place.
  public static func -= (left: inout Self, right: Self) { left.value -= right.value }
  /// The amount without its sign.
  public var magnitude: Self { Self(value.magnitude) }
  /// False for NaN and infinity, which no reading may carry.
  public var isFinite: Bool { value.isFinite }
  /// Number and unit, at most four decimals: `11.8 V`.
  public var description: String { "\(Decimal.short(value)) \(Self.symbol)" }

  /// Number with a fixed count of decimals and the unit: `11.80 V`.
  public func formatted(decimals: Int) -> String { "\(Decimal.fixed(value, decimals)) \(Self.symbol)" }
}
