/// One miner as the pool's REST service lists it: one open connection to a pool.
///
/// Source: the pool protocol, "REST API", miner object (`row_to_miner`).
public struct ServerMiner: Sendable, Hashable {
  /// The name it gave itself; several may share one.
  public var name: String
  /// Program and version.
  public var software: String
  /// H/s as the miner reported.
  public var hashRate: Double
  /// Seconds its last share took.
  public var shareTime: Double
  /// Since its connection opened.
  public var accepted: Int
  /// Since its connection opened; shares that were refused before they were judged are not counted.
  public var rejected: Int
  /// Of its last job.
  public var difficulty: Int
  /// Which pool it is connected to; empty when the service does not say.
  public var pool: String
  /// Names the connection.
  public var thread: String

  /// A miner by its parts.
  public init(
    name: String, software: String = "", hashRate: Double = 0, shareTime: Double = 0, accepted: Int = 0,
    rejected: Int = 0, difficulty: Int = 0, pool: String = "", thread: String = ""
  ) {
    self.name = name
    self.software = software
    self.hashRate = hashRate
    self.shareTime = shareTime
    self.accepted = accepted
    self.rejected = rejected
    self.difficulty = difficulty
    self.pool = pool
    self.thread = thread
  }

  /// Nil when the row has neither name nor rate: then it is no miner.
  init?(_ row: JSONValue) {
    guard let name = row["identifier"]?.text, let hashRate = row["hashrate"]?.number else { return nil }
    self.init(
      name: name, software: row["software"]?.text ?? "", hashRate: hashRate, shareTime: row["sharetime"]?.number ?? 0,
      accepted: row["accepted"]?.integer ?? 0, rejected: row["rejected"]?.integer ?? 0,
      difficulty: row["diff"]?.integer ?? 0, pool: row["pool"]?.text ?? "", thread: row["threadid"]?.text ?? "")
  }
}
