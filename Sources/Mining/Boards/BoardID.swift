/// A board by the name its owner gave it; names are unique in a rig.
public struct BoardID: Sendable, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// As configured: `mini-1`.
  public let name: String

  /// The board of a name.
  public init(_ name: String) { self.name = name }

  /// The board of a name.
  public init(stringLiteral name: String) { self.name = name }

  public static func < (left: BoardID, right: BoardID) -> Bool { left.name < right.name }

  public var description: String { name }
}
