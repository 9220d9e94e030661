/// What the simulated pool saw: the truth that a miner's own ledger is held against.
public struct PoolStatistics: Sendable, Hashable {
  /// One connection.
  public struct Connection: Sendable, Hashable {
    /// Counts from 0 in the order of arrival.
    public var number: Int
    /// False once it is closed.
    public var isOpen = true
    /// User of its first JOB.
    public var user: String?
    /// Tier of its last job.
    public var tier = ""
    /// The number the pool gave the worker; later workers are paid less.
    public var workerID = 0
    /// JOBs answered with a job.
    public var jobs = 0
    /// GOOD and BLOCK.
    public var accepted = 0
    /// BAD by reason.
    public var refused: [String: Int] = [:]
    /// Right shares that paid nothing: the first ten, or a changed chip id.
    public var unpaid = 0
    /// Shares whose number was recomputed and is wrong.
    public var wrongNonces = 0
    /// Sum of the rewards of the paid shares.
    public var earned = 0.0
    /// What of it was credited.
    public var credited = 0.0
    /// The last IoT reading.
    public var reading: String?
    /// Hash rate of the last share as reported.
    public var reportedRate: Double?
    /// Program of the last share.
    public var software = ""
    /// Difficulty of the last job.
    public var difficulty = 0
    /// Seconds from the last share's job to the share.
    public var shareTime = 0.0
    /// Rig of the last share.
    public var rig = ""
    /// Wallet group of the last share.
    public var walletID = ""
    /// Chip id of the first share, exactly as it came.
    public var chip = ""
    /// Times a message was taken for another kind than its text says: shares that began with JOB, JOBs that did not.
    public var mistakenMessages = 0
    /// Why the pool closed it; nil while open or when the miner left.
    public var closeReason: String?
  }

  /// All connections that ever came.
  public var connections: [Connection] = []
  /// True after a share without a hash rate came so fast that the balance became not-a-number.
  public var isBalanceLost = false
  /// The most connections open at once.
  public var mostOpen = 0

  /// Connections open now.
  public var open: Int { connections.count { $0.isOpen } }
  /// GOOD and BLOCK.
  public var accepted: Int { connections.reduce(0) { $0 + $1.accepted } }
  /// BAD with any reason.
  public var refused: Int { connections.reduce(0) { $0 + $1.refused.values.reduce(0, +) } }
  /// Shares with a wrong number.
  public var wrongNonces: Int { connections.reduce(0) { $0 + $1.wrongNonces } }
  /// Right shares that paid nothing.
  public var unpaid: Int { connections.reduce(0) { $0 + $1.unpaid } }
  /// Sum of the rewards.
  public var earned: Double { connections.reduce(0) { $0 + $1.earned } }
  /// BAD by reason.
  public var refusals: [String: Int] {
    connections.reduce(into: [:]) { sum, connection in sum.merge(connection.refused, uniquingKeysWith: +) }
  }
}
