/// Everything an owner may want to know at one moment: the same numbers and words in every face.
///
/// As JSON the keys are in snake case; absent values are left out. Powers are in W, energies in Wh, times in s.
public struct StatusDocument: JSONDocument, Equatable {
  /// The document's version.
  public var version = 1
  /// Name and version of the program.
  public var program: String
  /// Seconds since the agent started.
  public var uptimeS: Double
  /// Calendar time in UTC, when the clock is trusted.
  public var time: String?
  /// What is decided, why, and what would change it.
  public var decision: DecisionPart
  /// The battery.
  public var battery: BatteryPart
  /// The panel's present power in W, where it is measured.
  public var panelW: Double?
  /// The panel's power in full sun as configured, W.
  public var panelPeakW: Double?
  /// The boards in the order of the configuration.
  public var boards: [BoardPart]
  /// The I²C buses by name.
  public var buses: [BusPart]?
  /// The pool.
  public var pool: PoolPart
  /// Watt-hours since the agent started.
  public var energy: EnergyPart
  /// Where each watt goes now; absent before the first cycle.
  public var flows: FlowsPart?
  /// Every channel of every sensor in the configuration's order; absent from agents that do not tell them.
  public var readings: [ReadingPart]?
  /// The owner's orders that stand, oldest first.
  public var overrides: [OverridePart]
  /// What the schedules ask for, where there are any.
  public var schedule: SchedulePart?
  /// Troubles that stand now, oldest first.
  public var troubles: [TroublePart]

  /// What may run, why, and what would change it.
  public struct DecisionPart: Codable, Sendable, Equatable {
    /// `run`, `hold`, `shed`, `off` or `shutdown`.
    public var stage: String
    /// Boards aimed at.
    public var target: Int
    /// Boards powered now.
    public var powered: Int
    /// A full sentence.
    public var reason: String
    /// What would change it, as the end of "changes …".
    public var changes: String
    /// Seconds until it can change at the earliest, where a time can be named.
    public var changesInS: Double?
  }

  /// The battery as measured and estimated.
  public struct BatteryPart: Codable, Sendable, Equatable {
    /// At the terminals.
    public var voltageV: Double?
    /// Into the battery is positive.
    public var currentA: Double?
    /// Of the cells.
    public var temperatureC: Double?
    /// 0–1.
    public var stateOfCharge: Double?
    /// One standard deviation, 0–1.
    public var deviation: Double?
    /// `fused`, `voltage only` or `unknown`.
    public var mode: String
    /// What the voltage reading is worth.
    public var quality: String
    /// Which sensor the voltage comes from.
    public var origin: String?
  }

  /// One board.
  public struct BoardPart: Codable, Sendable, Equatable {
    /// The owner's name.
    public var name: String
    /// 7 bit.
    public var address: Int
    /// The language it speaks.
    public var dialect: String
    /// Fed by its switch.
    public var powered: Bool
    /// What it is doing, in a word or a clause.
    public var state: String
    /// Its smoothed rate in H/s.
    public var hashRate: Double
    /// Shares the pool accepted and refused.
    public var accepted: Int
    public var refused: Int
    /// Wrong answers that never reached the pool.
    public var wrongNonces: Int
    /// At its supply, Wh.
    public var energyWh: Double
    /// Whether a sensor measures what it draws; else it is modelled.
    public var measured = false
    /// Its name in the pool's list of miners.
    public var miner: String?
    /// Its connection to the pool is open.
    public var connected: Bool?
  }

  /// One I²C bus.
  public struct BusPart: Codable, Sendable, Equatable {
    /// Its name in the configuration.
    public var name: String
    /// `free`, or what is being done about it in a word or two.
    public var state: String
    /// Switches that are kept off because the bus is stuck when they are on.
    public var isolated: [String]
    /// Transactions and what failed, of every configured address that was spoken to.
    public var addresses: [AddressPart]
  }

  /// One address of a bus, since the agent started.
  public struct AddressPart: Codable, Sendable, Equatable {
    /// 7 bit.
    public var address: Int
    /// All transactions.
    public var transactions: Int
    /// Nobody acknowledged.
    public var notAcknowledged: Int
    /// Ran into the time limit.
    public var timedOut: Int
    /// Failed otherwise.
    public var otherErrors: Int
  }

  /// The pool side.
  public struct PoolPart: Codable, Sendable, Equatable {
    /// `host:port` in use.
    public var node: String?
    /// A word or a sentence.
    public var state: String
    /// Connections open now.
    public var connections: Int
    /// Shares by what became of them.
    public var accepted: Int
    public var unpaid: Int
    public var blocks: Int
    public var refused: Int
    public var unanswered: Int
    /// Who is paid.
    public var user: String?
    /// Where the pool's REST service is, when one is configured or the public one is used.
    public var service: String?
  }

  /// The book of watt-hours.
  public struct EnergyPart: Codable, Sendable, Equatable {
    /// Measured out of the panel, into and out of the battery.
    public var panelWh: Double
    public var chargedWh: Double
    public var dischargedWh: Double
    /// What all consumers took, measured: panel + discharged - charged.
    public var loadWh: Double
    /// All boards, and the part of it that sensors measured; the rest is modelled.
    public var boardsWh: Double
    public var boardsMeasuredWh = 0.0
    /// Modelled parts of the load.
    public var hostWh: Double
    public var conversionWh: Double
    /// Measured less modelled load.
    public var residualWh: Double
    /// Time without measured flows.
    public var gapsS: Double
  }

  /// A trouble that stands.
  public struct TroublePart: Codable, Sendable, Equatable {
    /// Stable name.
    public var key: String
    /// A full sentence.
    public var text: String
    /// For how long it has stood.
    public var forS: Double
  }
}
