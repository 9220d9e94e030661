public import Units

/// The whole brain of a rig behind one call: estimator, forecast, planner and protection. The same code answers
/// `akkurat govern`, drives `akkurat simulate`, and shows what the agent would do.
public struct RigController: Sendable {
  /// The rig it runs.
  public let rig: RigDescription
  private var estimator: BatteryEstimator
  private var energy: EnergyPlanner
  private let governor: Governor
  private var state: GovernorState
  private var boards: [BoardView]

  private var uptime = Uptime.zero
  private var last: RigSample?
  private var pace = SamplePace()
  private var lastVoltage: Uptime?

  /// A brain for a rig; `nil` when the chemistry is not known.
  public init?(rig: RigDescription, settings: PlannerSettings = PlannerSettings(), latch: Latch? = nil) {
    guard let chemistry = Chemistry(rawValue: rig.battery.chemistry) else { return nil }
    self.rig = rig
    estimator = BatteryEstimator(
      BatteryDescription(
        chemistry: chemistry, cells: rig.battery.cells, nameplate: rig.battery.capacity,
        resistance: rig.battery.resistance))
    energy = EnergyPlanner(rig: rig, settings: settings)
    governor = Governor(settings: GovernorSettings(rig: rig, limits: ChemistryTable.builtIn(chemistry).limits))
    state = GovernorState(latch: latch)
    boards = (0..<rig.boardCount).map { BoardView(id: Self.name($0), draw: rig.boardPower, priority: $0) }
  }

  /// Takes up a weather forecast, or drops it.
  public mutating func use(_ weather: WeatherForecast?) { energy.use(weather) }

  /// The answer to a sample. Times may jump: a step back counts as an ordinary step, a gap of more than two steps means
  /// that the host was off.
  public mutating func take(_ sample: RigSample) -> RigVerdict {
    let passed = last.map { sample.time - $0.time } ?? 0
    let wasOff = pace.wasOff(after: passed)
    let seconds = passed > 0 ? passed : (last == nil ? 0 : pace.step ?? 1)
    uptime = uptime + .seconds(seconds)
    obey(sample.powered, wasOff: wasOff)
    let battery = learn(sample, seconds: seconds, wasOff: wasOff)
    last = sample
    let advice =
      battery.stateOfCharge == nil
      ? nil
      : energy.advice(
        at: UnixTime(seconds: sample.time), uptime: uptime, running: running, isForced: wasOff)
    return decide(sample, battery, advice)
  }

  private static func name(_ index: Int) -> String { "board \(index < 9 ? "0" : "")\(index + 1)" }

  private var running: Int { boards.reduce(0) { $0 + ($1.isRunning ? 1 : 0) } }

  /// After a time without power nothing runs; otherwise what the other side says, or what was decided last.
  private mutating func obey(_ powered: [Bool]?, wasOff: Bool) {
    for index in boards.indices {
      let isOn = wasOff ? false : powered.map { index < $0.count && $0[index] } ?? boards[index].isRunning
      if isOn != boards[index].isRunning { set(index, isOn) }
      if wasOff { boards[index].offSince = nil }
    }
  }

  private mutating func set(_ index: Int, _ isOn: Bool) {
    boards[index].runningSince = isOn ? uptime : nil
    boards[index].offSince = isOn ? nil : uptime
  }

  /// Feeds estimator, counter and forecast.
  private mutating func learn(_ sample: RigSample, seconds: Double, wasOff: Bool) -> BatteryView {
    let estimate = estimator.update(
      BatterySample(
        time: uptime, voltage: sample.voltage.map { Volts($0) },
        current: wasOff ? nil : sample.current.map { Amps($0) },
        temperature: sample.temperature.map { Celsius($0) }))
    if sample.voltage != nil { lastVoltage = uptime }
    energy.learn(sample, estimate: estimate, seconds: seconds, running: running, wasOff: wasOff)
    return BatteryView(
      voltage: sample.voltage.map { Volts($0) }, restVoltage: estimate.restVoltage,
      current: sample.current.map { Amps($0) }, temperature: sample.temperature.map { Celsius($0) },
      stateOfCharge: estimate.soc.map { _ in energy.charge }, deviation: energy.deviation,
      isFull: energy.isFull, age: lastVoltage.map { uptime - $0 }, quality: .good)
  }

  private mutating func decide(_ sample: RigSample, _ battery: BatteryView, _ advice: PlanAdvice?) -> RigVerdict {
    let snapshot = GovernorSnapshot(
      time: uptime, wall: UnixTime(seconds: sample.time), battery: battery, boards: boards, hostLoad: rig.hostPower,
      advice: advice)
    let (decision, next) = governor.decide(snapshot, state)
    state = next
    let allowed = decision.boards.count < running ? decision.boards.count : decision.target
    settle(allowed)
    return RigVerdict(
      boards: running, charge: battery.stateOfCharge, deviation: battery.deviation, stage: decision.stage,
      reason: decision.reason.description,
      nextChange: decision.nextChange.time.map { sample.time + ($0 - uptime).inSeconds })
  }

  /// The ramp of one board per step belongs to the switches; here the number is what counts.
  private mutating func settle(_ count: Int) {
    for index in boards.indices where boards[index].isRunning != (index < count) { set(index, index < count) }
  }
}
