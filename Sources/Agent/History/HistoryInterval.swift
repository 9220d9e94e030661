public import Units

/// What happened to the whole rig in an interval: energies, charge, boards, what limited them, shares.
///
/// Energies that nobody measured are zero and their time stands in ``gaps``.
public struct HistoryInterval: Sendable, Hashable {
  /// Seconds since 1970 at which it begins; a multiple of the level's length.
  public var start: Int
  /// How finely it divides time.
  public var level: HistoryLevel
  /// How much of it the agent lived through, s; less than the level's length after a restart or a power cut.
  public var seconds: Double
  /// Its date is a guess: the clock was not trusted, and has not been since.
  public var isUnsynchronised = false
  /// Time without measured flows, s.
  public var gaps = 0.0

  /// Out of the panel (measured).
  public var panel = WattHours.zero
  /// Into the battery (measured).
  public var charged = WattHours.zero
  /// Out of the battery (measured).
  public var discharged = WattHours.zero
  /// Of the host (modelled).
  public var host = WattHours.zero
  /// Of all boards, measured or modelled.
  public var boards = WattHours.zero
  /// The part of ``boards`` that was measured.
  public var boardsMeasured = WattHours.zero
  /// Charger, regulator, standby (modelled).
  public var conversion = WattHours.zero
  /// What the full battery could not take, by the forecast's clear sky (estimated).
  public var curtailed = WattHours.zero
  /// What the forecast of the day's begin expected of the sun, behind the charger.
  public var forecast = WattHours.zero
  /// What the sun gave behind the charger, ``curtailed`` not counted.
  public var sun = WattHours.zero

  /// State of charge, 0–1.
  public var charge: HistoryBand?
  /// Mean standard deviation of the state of charge, 0–1.
  public var deviation = 0.0
  /// Battery voltage, V.
  public var voltage: HistoryBand?
  /// Battery temperature, °C.
  public var temperature: HistoryBand?
  /// The panel's greatest power.
  public var panelPeak = Watts.zero

  /// Seconds by number of boards that were on.
  public var boardsOn: [Int: Double] = [:]
  /// Seconds by what limited the rig.
  public var limits: [BindingLimit: Double] = [:]
  /// Starts and stops of boards by their switches.
  public var switchings = 0
  /// Resets of boards while powered.
  public var brownOuts = 0
  /// Shares of all boards.
  public var shares = HistoryShares()

  /// An empty interval.
  public init(start: Int, level: HistoryLevel, seconds: Double = 0) {
    self.start = start
    self.level = level
    self.seconds = seconds
  }

  /// What all consumers took, by measurement: panel + discharged - charged.
  public var load: WattHours { panel + discharged - charged }
  /// What all consumers took, by boards, host and conversion.
  public var explained: WattHours { boards + host + conversion }
  /// Measured less explained load: what the book cannot explain.
  public var residual: WattHours { load - explained }
  /// The second after its last.
  public var end: Int { start + level.seconds }

  /// Adds another interval's; start and level stay.
  public mutating func add(_ other: HistoryInterval) {
    let known = charge?.seconds ?? 0
    let otherKnown = other.charge?.seconds ?? 0
    if known + otherKnown > 0 {
      deviation = (deviation * known + other.deviation * otherKnown) / (known + otherKnown)
    }
    seconds += other.seconds
    isUnsynchronised = isUnsynchronised || other.isUnsynchronised
    gaps += other.gaps
    addEnergies(other)
    charge = .joined(charge, other.charge)
    voltage = .joined(voltage, other.voltage)
    temperature = .joined(temperature, other.temperature)
    panelPeak = max(panelPeak, other.panelPeak)
    boardsOn.merge(other.boardsOn, uniquingKeysWith: +)
    limits.merge(other.limits, uniquingKeysWith: +)
    switchings += other.switchings
    brownOuts += other.brownOuts
    shares.add(other.shares)
  }

  private mutating func addEnergies(_ other: HistoryInterval) {
    panel += other.panel
    charged += other.charged
    discharged += other.discharged
    host += other.host
    boards += other.boards
    boardsMeasured += other.boardsMeasured
    conversion += other.conversion
    curtailed += other.curtailed
    forecast += other.forecast
    sun += other.sun
  }
}
