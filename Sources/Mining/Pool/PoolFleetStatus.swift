public import Units

/// The pool side at one moment, as every face shows it.
public struct PoolFleetStatus: Sendable, Hashable {
  /// One worker.
  public struct Worker: Sendable, Hashable {
    /// Which one.
    public let worker: WorkerID
    /// Where it stands, with the time of the next try when it waits.
    public let stage: PoolWorkerStage
    /// Shares since the process began.
    public let counts: ShareCounts
    /// The board's smoothed rate as reported to the pool.
    public let hashRate: HashRate
    /// The tier in use.
    public let tier: PoolTier
    /// The wait from share to verdict, smoothed; nil before the first on this connection.
    public let roundTrip: Duration?
    /// Connections made since the process began. Each costs ten unpaid shares.
    public let connections: Int

    /// A connection is open.
    public var isConnected: Bool { if case .session = stage { true } else { false } }
  }

  /// The node in use; nil before one is known.
  public let node: PoolNode?
  /// Since when no worker gets through; nil while the pool answers.
  public let unreachableSince: Uptime?
  /// The next try during an outage.
  public let nextAttempt: Uptime?
  /// Why nothing is tried any more.
  public let stopped: PoolStopReason?
  /// Connections allowed now.
  public let connectionLimit: Int
  /// All workers by number.
  public let workers: [Worker]

  /// Shares of all workers, also of those that are gone.
  public let total: ShareCounts
}
