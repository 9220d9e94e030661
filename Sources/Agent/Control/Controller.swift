internal import Bus
internal import Mining
internal import NIOCore
internal import Power
internal import Units

/// The one control task: reads the world, decides, and brings what is to what is wanted, once a cycle.
///
/// Lives on the event loop, so that pool events need no hop; sensors and boards are reached on their buses' threads.
/// Everything that is a judgement is a value elsewhere (``SensePanel``, `Governor`, `MiningCrew`, ``EnergyLedger``);
/// this actor only carries them from cycle to cycle.
public actor Controller {
  var configuration: AgentConfiguration
  let surroundings: Surroundings
  nonisolated let loop: any EventLoop
  nonisolated let executor: any SerialExecutor

  // What is carried from cycle to cycle.
  var panel: SensePanel
  var bench: SensorBench?
  var estimator: BatteryEstimator
  var batteryState: BatteryState?
  var energy: EnergyPlanner
  var means = StepMeans()
  var hasEnergyView = false
  var weatherDue = Uptime.zero
  var governor: Governor
  var governorState: GovernorState
  var decision: Decision?
  var ledger: EnergyLedger
  /// The powers of the last cycle.
  var flows: EnergyFlows?
  var senses = Senses()
  var lastVoltage: (value: Volts, time: Uptime)?
  var conditions = ConditionBook()
  var records: [String: BoardRecord]
  var suppliesOn: Set<String> = []
  var loadSteps = 0

  // Hands.
  let supplyMap: SupplyMap
  var switches: [String: any PowerSwitch] = [:]
  var feedbacks: [String: SwitchFeedback] = [:]
  var watch = SwitchWatch()
  var watchdog: WatchdogLine?
  var hostShutdown: HostShutdown?
  let manager = ServiceManager()
  var keepers: [String: BusKeeper] = [:]
  /// Standing findings of each bus's census, by key.
  var oddities: [String: Set<String>] = [:]
  var boardControllers: [String: BoardController] = [:]
  var crew: MiningCrew
  var fleet: PoolFleet?
  var poolTrouble: PoolTrouble?
  var workerLimit: Int?

  // The book.
  var recorder: HistoryRecorder?
  var historian: HistoryWriter?
  var historyTimes: (flush: Uptime, count: Uptime)
  var postures: [String: HistorySample.Posture] = [:]
  var dayForecast: DayForecast?
  var eventRing = EventRing()
  var plannedHours: PlannedHours?
  var jobBook = JobBook()
  var lastAnswers: [String: LastAnswer] = [:]

  /// What can be asked over the control socket; rooms offer their operations here.
  public nonisolated let desk = ControlDesk()

  // The owner's hand.
  var owner: OwnerDesk
  var orderListeners: [@Sendable (OverrideEvent) -> Void] = []
  /// The limit of connections that the fleet was told last.
  var toldConnections: Int?

  let safety: SafetyFile
  let learned: LearnedFile
  var lastRemembered: Uptime
  let started: Uptime
  /// When the last cycle was through.
  var lastTurn: Uptime?
  private var timer: Scheduled<Void>?
  var isStopping = false
  /// The last ``reconcile(wanted:)``: they never overlap, although switches on a bus make them wait.
  var reconciliation: Task<Void, Never>?
  var listeners: [@Sendable (StatusDocument) -> Void] = []
  var watchers: [Int: StatusWatcher] = [:]
  var lastWatcher = 0
  /// Told of each decision with what it rested on, so that a run can be replayed.
  var witness: (@Sendable (GovernorSnapshot, Decision) -> Void)?

  /// Why nothing mines because of the pool.
  enum PoolTrouble: Sendable, Hashable {
    case down(since: Uptime)
    case stopped(PoolStopReason)
  }

  /// An agent at rest; ``start()`` opens everything.
  public init(_ configuration: AgentConfiguration, in surroundings: Surroundings) {
    let now = surroundings.timebase.now
    self.configuration = configuration
    self.surroundings = surroundings
    loop = surroundings.eventLoop
    executor = surroundings.eventLoop.executor
    started = now
    // Sped up, a host that is busy for two seconds is late by as many simulated minutes.
    ledger = EnergyLedger(longestStep: .seconds(max(60, 2 * surroundings.timebase.speed)))
    panel = SensePanel(sensors: configuration.sensors, on: configuration.sensingRig, at: now)
    learned = LearnedFile(directory: configuration.service.stateDirectory)
    lastRemembered = now
    if let before = learned.read() {
      let away = before.away(until: surroundings.calendar.now)
      estimator = BatteryEstimator(configuration.battery, resuming: BatteryMemory(text: before.battery), away: away)
      energy = EnergyPlanner(rig: configuration.plannedRig, resuming: before.energy, away: away)
    } else {
      estimator = BatteryEstimator(configuration.battery)
      energy = EnergyPlanner(rig: configuration.plannedRig)
    }
    governor = Governor(settings: configuration.protection)
    safety = SafetyFile(directory: configuration.service.stateDirectory)
    governorState = GovernorState(latch: safety.read())
    owner = OwnerDesk(
      directory: configuration.service.stateDirectory, schedules: configuration.schedules, zone: surroundings.zone,
      boot: surroundings.boot, at: now, wall: surroundings.calendar.now)
    records = Self.records(configuration.boards)
    supplyMap = SupplyMap(boards: configuration.boards.map { ($0.name, $0.supply) })
    crew = MiningCrew(boards: configuration.boards.map { BoardID($0.name) })
    historyTimes = (now, now)
    offerOperations()
  }

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private static func records(_ boards: [BoardSection]) -> [String: BoardRecord] {
    Dictionary(
      uniqueKeysWithValues: boards.enumerated().map { index, section in
        (section.name, BoardRecord(section: section, worker: WorkerID(index)))
      })
  }

  /// Opens buses, switches (all off) and the pool side, then begins to cycle.
  public func start() async throws(StartError) {
    try await openSwitches()
    try await openBuses()
    openPool()
    openHistory()
    openHost()
    manager.tell("READY=1")
    noteEvent(.start, "", "\(configuration.pool.fleet.software) started.")
    log.info("started", ["boards": "\(configuration.boards.count)", "sensors": "\(configuration.sensors.count)"])
    if let latch = governorState.latch {
      log.warning("floor latch from before", ["volts": "\(latch.voltage)"])
    }
    await cycle()
  }

  /// Ends the cycle and leaves every switch in its safe state: off.
  public func stop() async {
    isStopping = true
    timer?.cancel()
    timer = nil
    endWatches()
    storeOrders(at: surroundings.timebase.now, wall: surroundings.calendar.now)
    for name in records.keys { _ = crew.setActive(false, BoardID(name)) }
    try? await fleet?.shutDown()
    await reconcile(wanted: [])
    remember(at: surroundings.timebase.now, isStopping: true)
    await closeHistory()
    log.info("stopped", ["switches": "off"])
  }

  /// One turn: sense, decide, act, then plan the next.
  func cycle() async {
    guard !isStopping else { return }
    await turn()
    lastTurn = surroundings.timebase.now
    guard !isStopping else { return }
    timer = loop.scheduleTask(in: nextDelay()) { [weak self] in
      // Begun here and not on the shared pool of threads: one wake-up less, and nothing busy there can delay control.
      self?.assumeIsolated { controller in
        _ = Task { await controller.cycle() }
      }
    }
  }

  /// The cycles stand on a grid of the clock, so that a late one does not shift the others.
  private func nextDelay() -> TimeAmount {
    let period = configuration.service.cycle.inSeconds
    let now = surroundings.timebase.now
    let next = ((now.seconds - started.seconds) / period + 1e-6).rounded(.down) + 1
    return TimeAmount(surroundings.timebase.realWait(until: Uptime(seconds: started.seconds + next * period)))
  }
}
