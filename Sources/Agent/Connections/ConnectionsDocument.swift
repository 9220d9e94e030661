/// Boards and their pool connections in all detail, numbered from 1 in the order of the configuration.
///
/// As JSON the keys are in snake case; absent values are left out.
public struct ConnectionsDocument: JSONDocument, Equatable {
  /// One board with its connection.
  public struct Connection: Codable, Sendable, Equatable {
    /// From 1, in the order of the configuration.
    public var number: Int
    /// The owner's name of the board.
    public var name: String
    /// Its bus and 7-bit address.
    public var bus: String
    public var address: Int
    /// The language it speaks.
    public var dialect: String
    /// Fed by its switch.
    public var powered: Bool
    /// What it is doing, in the words of the status.
    public var state: String
    /// What its connection is doing, in a word or a clause.
    public var connection: String
    /// The id that its shares carry.
    public var chip: String?
    /// Jobs given to it, and verified answers.
    public var jobs: Int
    public var results: Int
    /// Jobs that it may still do, where somebody counts them.
    public var jobsLeft: Int?
    /// Seconds since it got the present job.
    public var inJobS: Double?
    /// Shares by what became of them.
    public var accepted: Int
    public var refused: Int
    /// The smoothed wait for a verdict in s.
    public var verdictS: Double?
    /// The smoothed rate of its chip and with all waiting, H/s.
    public var hashRate: Double
    public var effectiveHashRate: Double
    /// Bus transactions, and those that failed.
    public var transactions: Int
    public var busErrors: Int
    /// Connections made.
    public var connections: Int
    /// Resets while powered.
    public var brownOuts: Int
    /// The last verified answer.
    public var last: Answer?
  }

  /// A verified answer.
  public struct Answer: Codable, Sendable, Equatable {
    public var nonce: Int
    public var difficulty: Int
    /// Seconds the board took.
    public var elapsedS: Double
    /// How long ago, s.
    public var agoS: Double
  }

  /// One bus.
  public struct Bus: Codable, Sendable, Equatable {
    public var name: String
    /// `free`, or what is being done about it.
    public var state: String
    /// Its clock in kHz, where somebody says it.
    public var speedKhz: Double?
    /// Where somebody is configured.
    public var configured: [Int]
    /// Where somebody answers whom nobody configured.
    public var strangers: [Int]
  }

  /// The document's version.
  public var version = 1
  /// Name and version of the program, and the rig's name at the pool.
  public var program: String
  public var rig: String
  /// `host:port` in use.
  public var node: String?
  /// Memory of the machine that is free, MB, and what the agent takes.
  public var memoryFreeMb: Double?
  public var memoryUsedMb: Double?
  /// The buses by name.
  public var buses: [Bus]
  /// The boards.
  public var connections: [Connection]
}
