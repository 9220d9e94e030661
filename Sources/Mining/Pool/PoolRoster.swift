internal import Units

/// Who of the rig's workers is connected, who tries next and when. Pure, like the sessions it holds.
///
/// Two rules shape it. A pool numbers workers as they come and never renumbers: who reconnects alone gets the worst
/// paid number, so after an outage all come back together, lowest number first. And a pool that is down is asked by
/// one worker for all, ever more seldom.
struct PoolRoster: Sendable {
  /// One connection; late news of an old one are told apart by its number.
  struct LinkID: Sendable, Hashable {
    let worker: WorkerID
    let number: Int
  }

  enum Input: Sendable {
    case connect(WorkerID, PoolWorkerSettings)
    case disconnect(WorkerID)
    case jobWanted(WorkerID)
    case jobNotWanted(WorkerID)
    case nonceFound(WorkerID, Int, PoolJob, Duration)
    case reading(PoolReading?)
    case nodes([PoolNode])
    case connectionLimit(Int?)
    case stop(PoolStopReason)
    case opened(LinkID)
    case received(LinkID, [UInt8])
    case lost(LinkID, PoolCloseReason)
    case timeReached
  }

  enum Output: Sendable, Hashable {
    case open(LinkID, PoolNode)
    case write(LinkID, [UInt8])
    case close(LinkID)
    case tell(PoolEvent)
    /// The known nodes do not work; ask the directory.
    case wantNodes
  }

  /// One worker, connected or not.
  struct Seat: Sendable {
    var settings: PoolWorkerSettings
    var session: PoolSession?
    var link: LinkID?
    var isJobWanted = false
    /// False after a pause so long that the connection was given up: it comes back when a job is wanted.
    var wantsConnection = true
    var retryAt: Uptime
    var failures = 0
    var lastReason: PoolCloseReason?
    var meter: HashRateMeter
    var pastCounts = ShareCounts()
    var connections = 0
    var toldStage: PoolWorkerStage?
  }

  /// The pool is out of reach.
  struct Outage: Sendable {
    let since: Uptime
    var attempts: Int
    var nextAttempt: Uptime
    /// The worker that tries for all.
    var lead: WorkerID?
    var isAnnounced = false
  }

  let settings: PoolFleetSettings
  let walletID: Int
  var random: JitterSource
  var seats: [WorkerID: Seat] = [:]
  var outage: Outage?
  var stopped: PoolStopReason?
  var nodes: [PoolNode] = []
  var nodeIndex = 0
  var areNodesAsked = false
  var failuresInARow = 0
  var nextOpening: Uptime = .zero
  var linkNumber = 0
  var recentLosses: [Uptime] = []
  var ownerLimit: Int?
  var learntLimit: Int?
  var limitSettledAt: Uptime = .zero
  var limitRelaxesAt: Uptime = .zero
  var limitRelaxesAfter: Duration
  var hasMessageOfTheDay = false
  var reading: PoolReading?
  var goneCounts = ShareCounts()
  var outputs: [Output] = []

  init(_ settings: PoolFleetSettings, seed: UInt64) {
    self.settings = settings
    random = JitterSource(seed: seed)
    walletID = settings.walletID ?? Int.random(in: 0...2811, using: &random)
    limitRelaxesAfter = settings.limitRelaxesAfter
    hasMessageOfTheDay = !settings.asksForMessageOfTheDay
  }

  /// Takes an input and returns what to do about it, in order.
  mutating func handle(_ input: Input, at now: Uptime) -> [Output] {
    apply(input, now)
    reconcile(now)
    defer { outputs.removeAll() }
    return outputs
  }

  private mutating func apply(_ input: Input, _ now: Uptime) {
    switch input {
    case .connect(let worker, let settings): seat(worker, settings, now)
    case .disconnect(let worker): unseat(worker, now)
    case .jobWanted(let worker): want(worker, now)
    case .jobNotWanted(let worker):
      seats[worker]?.isJobWanted = false
      feed(worker, .jobNotWanted, now)
    case .nonceFound(let worker, let nonce, let job, let elapsed):
      feed(worker, .nonceFound(nonce, job: job, elapsed: elapsed), now)
    case .reading(let reading): setReading(reading)
    case .nodes(let list): take(list)
    case .connectionLimit(let limit): ownerLimit = limit.map { max(0, $0) }
    case .stop(let reason): stop(reason)
    case .opened(let link): feed(link, .connected, now)
    case .received(let link, let bytes): feed(link, .received(bytes), now)
    case .lost(let link, let reason): feed(link, .closed(reason), now)
    case .timeReached: break
    }
  }

  /// Brings what is in line with what should be; as often as it takes.
  private mutating func reconcile(_ now: Uptime) {
    relaxLimit(now)
    closeUnwanted(now)
    for worker in seats.keys.sorted() {
      if let deadline = seats[worker]?.session?.deadline, deadline <= now { feed(worker, .timeReached, now) }
    }
    openDue(now)
    announceOutage(now)
    tellStages(now)
  }

  private mutating func seat(_ worker: WorkerID, _ settings: PoolWorkerSettings, _ now: Uptime) {
    guard seats[worker] == nil else { return }
    seats[worker] = Seat(
      settings: settings, retryAt: now, meter: HashRateMeter(expecting: settings.expectedHashRate))
  }

  private mutating func unseat(_ worker: WorkerID, _ now: Uptime) {
    feed(worker, .leave, now)
    guard let seat = seats.removeValue(forKey: worker) else { return }
    goneCounts = goneCounts + seat.pastCounts
  }

  private mutating func want(_ worker: WorkerID, _ now: Uptime) {
    seats[worker]?.isJobWanted = true
    seats[worker]?.wantsConnection = true
    feed(worker, .jobWanted, now)
  }

  private mutating func setReading(_ reading: PoolReading?) {
    self.reading = reading
    for worker in seats.keys { seats[worker]?.session?.setReading(reading) }
  }

  private mutating func take(_ list: [PoolNode]) {
    areNodesAsked = false
    guard !list.isEmpty else { return }
    let current = node
    nodes = list
    nodeIndex = current.flatMap { list.firstIndex(of: $0) } ?? 0
  }

  /// The node in use: the same for all, because workers are counted per node.
  var node: PoolNode? { nodes.isEmpty ? nil : nodes[nodeIndex % nodes.count] }

  mutating func tell(_ event: PoolEvent) { outputs.append(.tell(event)) }
}
