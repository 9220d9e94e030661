/// What the pool made of a share.
public enum ShareVerdict: Sendable, Hashable {
  /// Right. The first ten accepted shares of a connection are not `paid`; `lucky` shares found a block.
  case accepted(paid: Bool, lucky: Bool)
  /// Not taken, and why.
  case refused(PoolRefusal)

  /// True for GOOD and BLOCK.
  public var isAccepted: Bool {
    if case .accepted = self { true } else { false }
  }
}
