/// What became of an order, for the book and for every face.
public struct OverrideEvent: Sendable, Hashable {
  /// What happened.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// It stands from now on.
    case taken
    /// It stands no more.
    case ended
    /// It was not taken.
    case refused
  }

  /// What happened.
  public var kind: Kind
  /// The order's number; nil when it was refused.
  public var id: Int?
  /// What was ordered.
  public var order: OverrideOrder
  /// By whom, and from where.
  public var origin: OverrideOrigin
  /// Why it ended or was refused, or until when it stands: a sentence or clause.
  public var text: String
}
