public import Units

/// The whole book of the rig since its first row: every row that was ever written is in it once.
public struct HistoryLedger: Sendable, Hashable {
  /// One board's account.
  public struct Board: Sendable, Hashable {
    /// At its supply.
    public var energy = WattHours.zero
    /// The measured part of it.
    public var measured = WattHours.zero
    /// Its shares.
    public var shares = HistoryShares()
  }

  /// All intervals as one; its bands are empty and its start is 0.
  public var sum = HistoryInterval(start: 0, level: .day)
  /// By the owner's name.
  public var boards: [String: Board] = [:]

  /// An empty book.
  public init() {}

  /// Joules for one hash, over everything that was spent; nil before the first hash.
  public var joulesPerHash: Double? {
    sum.shares.hashes > 0 ? sum.load.value * 3600 / Double(sum.shares.hashes) : nil
  }
}
