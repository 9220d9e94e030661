import Units

/// A rig simulated through a series of sun under a controller.
public struct YearRun: Sendable {
  /// Who decides.
  public enum Pilot: Sendable, Hashable {
    /// The governor behind noisy sensors; `withSun` lets it measure the panel, too.
    case governor(seed: UInt64, withSun: Bool)
    /// A yardstick that sees the true state.
    case reference(ReferenceController)
  }

  /// One step as it was, for plots.
  public struct Point: Sendable, Hashable {
    /// Seconds since 1970.
    public var time: Double
    /// Charger output that was offered, W.
    public var sun: Double
    /// True state of charge.
    public var charge: Double
    /// As believed; equal to the true one for yardsticks.
    public var believed: Double
    /// Boards running; -1 while the host is dark.
    public var boards: Int
  }

  /// The rig.
  public let rig: RigDescription
  /// Sums at the end.
  public private(set) var tally = EnergyTally()
  /// Every step.
  public private(set) var points: [Point] = []
  /// True state of charge after the last step.
  public private(set) var finalCharge = 0.0
  /// Starts of boards, for what new connections cost.
  public private(set) var starts = 0
  /// Shares the pool credits and rejects, and their reward.
  public private(set) var earnings = ShareEarnings()

  /// Runs; `nil` when the rig's chemistry is not known or the rig has no panel.
  ///
  /// - Parameter weather: what somebody foretold of the whole time; the governor uses the days ahead.
  public init?(
    rig: RigDescription, series: SolarSeries, pilot: Pilot, settings: PlannerSettings = PlannerSettings(),
    weather: WeatherForecast? = nil
  ) {
    guard let panel = rig.panel else { return nil }
    self.rig = rig
    var hands = Hands(pilot, rig: rig, settings: settings)
    hands?.use(weather)
    guard hands != nil else { return nil }
    var model = EnergyModel(rig: rig)
    points.reserveCapacity(series.watts.count)
    var power = 0.0
    var previous = 0
    for (index, watts) in series.watts.enumerated() {
      let time = series.start + Double(index) * SolarSeries.step
      let sun = watts * panel.peak.value * rig.chargerEfficiency
      let isAwake = model.isAwake
      let boards = isAwake ? hands!.boards(time: time, model: model, power: power) : 0
      points.append(
        Point(
          time: time, sun: sun, charge: model.charge, believed: hands!.believed ?? model.charge,
          boards: isAwake ? boards : -1))
      starts += max(0, boards - previous)
      earnings.add(boards: boards, started: max(0, boards - previous), hours: SolarSeries.step / 3600)
      previous = boards
      power = model.step(sun: sun, boards: boards)
    }
    tally = model.tally
    finalCharge = model.charge
  }

  /// The pilot at work.
  private struct Hands {
    private var controller: RigController?
    private var sensors: MeasurementModel?
    private var reference: ReferenceController?
    private var withSun = false
    private var lastSun = 0.0
    private(set) var believed: Double?

    init?(_ pilot: Pilot, rig: RigDescription, settings: PlannerSettings) {
      switch pilot {
      case .reference(let yardstick): reference = yardstick
      case .governor(let seed, let withSun):
        guard let sensors = MeasurementModel(rig: rig, seed: seed),
          let controller = RigController(rig: rig, settings: settings)
        else { return nil }
        self.sensors = sensors
        self.controller = controller
        self.withSun = withSun
      }
    }

    mutating func use(_ weather: WeatherForecast?) { controller?.use(weather) }

    mutating func boards(time: Double, model: EnergyModel, power: Double) -> Int {
      if reference != nil { return reference!.boards(charge: model.charge, of: model.rig.boardCount) }
      let sample = sensors!.sample(
        time: time, charge: model.charge, watts: power, sun: withSun ? model.lastSun : nil)
      let verdict = controller!.take(sample)
      believed = verdict.charge?.value
      return verdict.boards
    }
  }
}
