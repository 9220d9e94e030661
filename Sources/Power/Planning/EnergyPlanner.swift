public import Units

/// The charge that is counted, the sun that is learned, and the plan that follows from both. The agent and
/// ``RigController`` feed it the same way: means over a step, one call a step.
public struct EnergyPlanner: Sendable {
  private let rig: RigDescription
  private var tracker: ChargeTracker
  private(set) var planner: Planner
  private let reconnect: ReconnectCheck?
  private var fullness: FullnessWatch
  private var latest: PlanAdvice?
  private var reviewAt = 0.0
  /// The charge that the latest advice rests on.
  private var advisedCharge = 0.0
  /// A charge that turned out to be this far from what the advice rests on cannot wait for the next look.
  private static let leap = 0.1
  private var hasBegun = false

  /// A planner that has seen nothing yet.
  public init(rig: RigDescription, settings: PlannerSettings = PlannerSettings()) {
    self.rig = rig
    tracker = ChargeTracker(rig: rig)
    reconnect = ReconnectCheck(rig: rig)
    fullness = FullnessWatch(rig: rig)
    planner = Planner(rig: rig, settings: settings)
  }

  /// What is worth keeping over a restart: the sky as learned, and the count of charge.
  public struct Memory: Sendable, Codable, Hashable {
    var sky: ForecastMemory
    var charge: Double
    var variance: Double
    /// What the current sensor shows at zero, as far as learned; `nil` in what older releases kept.
    var idle: [Double]?
  }

  /// As it stands now.
  public var memory: Memory {
    Memory(sky: planner.forecast.memory, charge: tracker.charge, variance: tracker.variance, idle: tracker.idle)
  }

  /// Goes on after a restart.
  ///
  /// - Parameter away: how long nobody counted; nil when no clock can tell, and then the count is forgotten.
  public init(rig: RigDescription, resuming memory: Memory, away: Duration?) {
    self.init(rig: rig)
    planner = Planner(rig: rig, memory: memory.sky)
    guard let away else {
      tracker.recall(memory.idle)
      return
    }
    tracker.resume(
      charge: memory.charge, variance: memory.variance, idle: memory.idle, awayHours: away.hours)
    hasBegun = true
  }

  /// The state of charge the plan spends by.
  public var charge: StateOfCharge { StateOfCharge(tracker.charge) }
  /// Its standard deviation, 0–1.
  public var deviation: Double { tracker.deviation }
  /// The battery takes no more although the sun offers it.
  public var isFull: Bool { fullness.isFull }

  /// The weather forecast that joins in, however old.
  public var weather: WeatherForecast? { planner.forecast.weather }

  /// Takes up a weather forecast, or drops it.
  public mutating func use(_ weather: WeatherForecast?) { planner.use(weather) }

  /// Learns from the means of a step.
  ///
  /// - Parameters:
  ///   - estimate: of the state of charge, by whoever watches the battery.
  ///   - seconds: the length of the step; 0 for the first.
  ///   - running: boards powered during it.
  ///   - wasOff: the host was dark before this step.
  public mutating func learn(
    _ sample: RigSample, estimate: BatteryState, seconds: Double, running: Int, wasOff: Bool
  ) {
    let power = wasOff ? nil : sample.voltage.flatMap { volts in sample.current.map { volts * $0 } }
    if let temperature = sample.temperature {
      planner.feel(Celsius(temperature), at: UnixTime(seconds: sample.time))
    }
    let isBack = wasOff && isAtReconnect(sample)
    track(wasOff ? nil : sample, estimate, hours: seconds / 3600, isBack: isBack)
    if isBack {
      planner.observeDark(to: UnixTime(seconds: sample.time), seconds: seconds)
    } else {
      if wasOff { find(sample) }
      observe(sample, power: power, running: running)
    }
    hasBegun = true
  }

  /// The number of boards worth running now; looked at anew when the plan says so, or when it must be.
  public mutating func advice(at time: UnixTime, uptime: Uptime, running: Int, isForced: Bool = false) -> PlanAdvice {
    let isDue = time.seconds >= reviewAt || time.seconds < reviewAt - 7200
    let isOverturned = abs(tracker.charge - advisedCharge) > Self.leap
    if let latest, !isForced, !isDue, !isOverturned { return latest }
    advisedCharge = tracker.charge
    let choice = planner.advise(at: time, charge: tracker.charge, deviation: tracker.deviation, running: running)
    reviewAt = choice.review.seconds
    let advice = PlanAdvice(
      boards: choice.boards, why: choice.why, review: uptime + (choice.review - time), changesWhen: choice.changesWhen)
    latest = advice
    return advice
  }

  /// After a dark time the battery stands at the reconnect level, unless its voltage says otherwise.
  private func isAtReconnect(_ sample: RigSample) -> Bool {
    guard let volts = sample.voltage, let check = reconnect else { return true }
    return check.fits(volts: volts, amps: sample.current)
  }

  /// The count is lost: the voltage stands alone until the estimate is sure again.
  private mutating func find(_ sample: RigSample) {
    guard let volts = sample.voltage, let check = reconnect else { return }
    tracker.isAbout(check.charge(volts: volts, amps: sample.current))
  }

  private mutating func track(_ sample: RigSample?, _ estimate: BatteryState, hours: Double, isBack: Bool) {
    if let volts = sample?.voltage, let amps = sample?.current {
      tracker.count(volts: volts, amps: amps, hours: hours)
    } else {
      tracker.drift(hours: hours)
    }
    if isBack {
      tracker.isBack()
    } else if let soc = estimate.soc {
      tracker.blend(soc.value, deviation: estimate.standardDeviation, hours: hasBegun ? hours : 3)
    }
  }

  /// Tells the forecast what the sun gave: as measured, or from the battery's current and the known load.
  private mutating func observe(_ sample: RigSample, power: Double?, running: Int) {
    let time = UnixTime(seconds: sample.time)
    let load = rig.load(boards: running).value
    let sun = sample.sun ?? power.map { $0 + load }
    let offered = sample.sun ?? planner.clearPower(at: time)
    fullness.take(
      current: sample.current, voltage: sample.voltage, isOffered: offered > 1.3 * load, time: sample.time)
    if let idle = fullness.idleCurrent { tracker.isFull(idle: idle) }
    planner.observe(
      to: time, watts: sun, isFloor: sample.sun == nil && (fullness.isSuspected || tracker.charge > 0.99))
  }
}
