/// Everything there is to say about a stretch of the rig's life. Every renderer shows this value and nothing else.
///
/// As JSON the keys are in snake case and absent values are left out. Powers are in W, energies in Wh, times in hours
/// unless their name says otherwise, shares of a whole from 0 to 1. doc/report.md names every key.
public struct Report: JSONDocument, Equatable {
  /// The document's version.
  public var version = 1
  /// Name and version of the program.
  public var program: String
  /// The rig's name, where it has one.
  public var rig: String?
  /// What it covers.
  public var period: PeriodPart
  /// The power budget.
  public var energy: EnergyPart
  /// The battery.
  public var battery: BatteryPart
  /// What was earned.
  public var mining: MiningPart
  /// Hours by the number of boards that were on.
  public var boardHours: [BoardHoursPart]
  /// What kept the rig from running more, longest first.
  public var limits: [LimitPart]
  /// Board by board, as configured; boards that are no longer configured at the end.
  public var boards: [BoardPart]
  /// The calendar's parts of the period: hours of a day, days of a week or month, months of a year.
  public var rows: [StretchPart]
  /// Finer parts, for charts.
  public var slices: [StretchPart]
  /// The owner's orders.
  public var overrides: [NotePart]
  /// Troubles, those of sensors apart.
  public var alarms: [NotePart]
  /// Times without a usable sensor.
  public var sensorGaps: [NotePart]
  /// Resets of boards while powered.
  public var brownOuts: [NotePart]
  /// Starts and stops of the agent, clock and configuration.
  public var events: [NotePart]

  /// What is covered.
  public struct PeriodPart: Codable, Sendable, Equatable {
    /// `day`, `week`, `month`, `year` or `span`.
    public var kind: ReportPeriod.Kind
    /// As a headline.
    public var title: String
    /// The first moment, in local time with its offset.
    public var since: String
    /// The first moment after it.
    public var until: String
    /// The time zone's name.
    public var zone: String
    /// When the report was made.
    public var made: String
    /// The period's length up to the moment of the report.
    public var hours: Double
    /// Of these, how many the agent lived through.
    public var recordedHours: Double
    /// Of the recorded ones, without measured flows.
    public var gapHours: Double
    /// Some dates are guesses, because the clock was not trusted.
    public var isUnsynchronised: Bool
  }

  /// The power budget: panel + discharged = boards + host + conversion + charged + residual.
  public struct EnergyPart: Codable, Sendable, Equatable {
    /// Measured: out of the panel, into and out of the battery.
    public var panelWh = 0.0
    public var chargedWh = 0.0
    public var dischargedWh = 0.0
    /// What all consumers took, measured: panel + discharged - charged.
    public var loadWh = 0.0
    /// Parts of the load.
    public var boardsWh = 0.0
    /// The measured part of `boardsWh`; the rest is modelled.
    public var boardsMeasuredWh = 0.0
    /// Modelled.
    public var hostWh = 0.0
    /// Charger, regulator, standby, modelled.
    public var conversionWh = 0.0
    /// Measured load less its parts.
    public var residualWh = 0.0
    /// What the full battery could not take, estimated.
    public var curtailedWh = 0.0
    /// What the battery held more at the end than at the beginning, by its state of charge.
    public var storedWh: Double?
    /// Lost in the battery: charged - discharged - stored.
    public var batteryLossWh: Double?
    /// The sun behind the charger, as it came and as the forecasts of each day's beginning had it.
    public var sunWh = 0.0
    public var forecastWh: Double?
  }

  /// The battery.
  public struct BatteryPart: Codable, Sendable, Equatable {
    /// States of charge, 0–1: at the beginning, at the end, extremes, mean.
    public var chargeBefore: Double?
    public var chargeAfter: Double?
    public var chargeLeast: Double?
    public var chargeMean: Double?
    public var chargeGreatest: Double?
    /// Mean standard deviation of the estimate.
    public var deviation: Double?
    /// Extremes at the terminals.
    public var voltageLeastV: Double?
    public var voltageGreatestV: Double?
    /// Extremes of the cells.
    public var temperatureLeastC: Double?
    public var temperatureGreatestC: Double?
    /// As configured.
    public var capacityWh: Double?
    /// Discharged energy over the capacity.
    public var cycles: Double?
    /// Mean of each day's greatest less its least state of charge.
    public var depthMean: Double?
  }

  /// What was earned, and what it cost.
  public struct MiningPart: Codable, Sendable, Equatable {
    /// Boards × hours.
    public var workerHours = 0.0
    /// Boards on, mean over the recorded time.
    public var boardsMean: Double?
    /// Starts and stops by switches.
    public var switchings = 0
    /// Resets of boards while powered.
    public var brownOuts = 0
    /// By what became of them.
    public var shares = SharesPart()
    /// Of the boards' energy.
    public var joulesPerHash: Double?
    /// Accepted shares and coins for a watt-hour of the whole load.
    public var sharesPerWh: Double?
    public var rewardPerWh: Double?
  }

  /// Shares and work.
  public struct SharesPart: Codable, Sendable, Equatable {
    public var accepted = 0
    /// Of the accepted ones, among the first ten of a connection: they pay nothing.
    public var unpaid = 0
    public var blocks = 0
    public var refused = 0
    public var unanswered = 0
    /// Wrong answers of boards that never reached the pool.
    public var wrong = 0
    /// Nonces tried.
    public var hashes = 0
    /// Estimated by the pool's published formula, DUCO.
    public var reward = 0.0
  }

  /// Time with so many boards on.
  public struct BoardHoursPart: Codable, Sendable, Equatable {
    public var boards: Int
    public var hours: Double
  }

  /// What kept the rig from running more boards.
  public struct LimitPart: Codable, Sendable, Equatable {
    /// Stable name.
    public var limit: String
    /// In words.
    public var words: String
    public var hours: Double
    /// Of the time with any limit; absent where nothing limited.
    public var share: Double?
  }

  /// One board.
  public struct BoardPart: Codable, Sendable, Equatable {
    public var name: String
    public var onHours: Double
    /// Searching.
    public var activeHours: Double
    public var energyWh: Double
    /// The measured share of `energyWh`, 0–1; the rest is modelled.
    public var measured: Double
    public var starts: Int
    public var brownOuts: Int
    public var shares: SharesPart
    /// While searching, H/s.
    public var hashRate: Double?
    public var joulesPerHash: Double?
  }

  /// A part of the period.
  public struct StretchPart: Codable, Sendable, Equatable {
    /// Its first moment, in local time with its offset.
    public var since: String
    /// The same in seconds since 1970.
    public var start: Double
    /// Its length.
    public var hours: Double
    /// As a row's head: `14:00`, `Mon 16`, `Nov`.
    public var label: String
    /// Lived through; 0 where nothing is known.
    public var recordedHours: Double
    public var energy: EnergyPart
    public var chargeLeast: Double?
    public var chargeMean: Double?
    public var chargeGreatest: Double?
    /// Boards × hours.
    public var workerHours: Double
    public var accepted: Int
    public var unpaid: Int
    public var reward: Double
    /// What limited the rig longest here; absent where nothing did.
    public var limit: String?
  }

  /// Something that happened.
  public struct NotePart: Codable, Sendable, Equatable {
    /// In local time with its offset.
    public var time: String
    /// The same for people.
    public var when: String
    /// How long it lasted; absent for moments.
    public var hours: Double?
    /// It still stood at the end of the period.
    public var stands: Bool?
    /// Of what sort.
    public var kind: String
    /// To what it happened.
    public var subject: String?
    /// A sentence.
    public var text: String
    /// By whom.
    public var who: String?
  }
}
