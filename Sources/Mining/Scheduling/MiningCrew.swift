internal import Units

/// Joins boards and pool connections: a ready board wants a job, a job goes to its board, a verified answer goes to the
/// pool. Pure: events in, actions out.
///
/// A board has its place in the crew for the whole run; its worker number is that place, so that the same board always
/// is the same worker.
public struct MiningCrew: Sendable {
  /// What the crew wants done.
  public enum Action: Sendable, Hashable {
    /// Open or keep a connection for a worker.
    case connect(WorkerID, BoardID)
    /// Close a worker's connection.
    case disconnect(WorkerID)
    /// The worker can take a job.
    case wantJob(WorkerID)
    /// The worker cannot take a job for now; its connection rests.
    case stopWanting(WorkerID)
    /// Give a job to a board.
    case assign(BoardJob, BoardID)
    /// Nobody waits for the board's job any more.
    case withdraw(BoardID)
    /// Send a verified answer.
    case submit(WorkerID, nonce: Int, PoolJob, elapsed: Duration)
  }

  private struct Member: Sendable {
    var isActive = false
    var isReady = false
    var isConnected = false
    var job: BoardJob?
  }

  /// The boards by place.
  public let boards: [BoardID]
  private var members: [BoardID: Member]
  private let workers: [BoardID: WorkerID]
  private var lastJob: UInt64 = 0

  /// A crew of boards, none of them active.
  public init(boards: [BoardID]) {
    self.boards = boards
    members = Dictionary(uniqueKeysWithValues: boards.map { ($0, Member()) })
    workers = Dictionary(uniqueKeysWithValues: boards.enumerated().map { ($1, WorkerID($0)) })
  }

  /// The worker of a board; nil for a board that is not of this crew.
  public func worker(of board: BoardID) -> WorkerID? { workers[board] }

  /// The board of a worker; nil for a number that is not of this crew.
  public func board(of worker: WorkerID) -> BoardID? {
    boards.indices.contains(worker.index) ? boards[worker.index] : nil
  }

  /// Puts a board to work or lets it rest. A resting board's connection rests, too: the fleet keeps it through short
  /// pauses, because a new one pays nothing for its first ten shares.
  public mutating func setActive(_ isActive: Bool, _ board: BoardID) -> [Action] {
    guard let worker = workers[board], let member = members[board], member.isActive != isActive else { return [] }
    members[board]?.isActive = isActive
    guard isActive else { return [.stopWanting(worker)] }
    return member.isReady ? want(board, worker) : []
  }

  /// Takes what happened to a board.
  public mutating func handle(_ event: BoardEvent, of board: BoardID) -> [Action] {
    guard let worker = workers[board], let member = members[board] else { return [] }
    switch event {
    case .ready:
      members[board]?.isReady = true
      members[board]?.job = nil
      return member.isActive ? want(board, worker) : []
    case .result(let result):
      members[board]?.job = nil
      let seconds = Double(result.nonce) / max(result.hashRate.value, 1)
      return [.submit(worker, nonce: result.nonce, result.job.work, elapsed: .seconds(seconds))]
    case .failed(let job, let failure):
      if member.job == job { members[board]?.job = nil }
      members[board]?.isReady = false
      return failure == .switchedOff || failure == .notReady ? [.stopWanting(worker)] : []
    case .deaf, .unreachable, .quarantined:
      members[board]?.isReady = false
      return [.stopWanting(worker)]
    case .identified, .measured, .wrongNonce, .nothingFound, .brownOut, .recovered, .selfTest, .temperature, .health:
      return []
    }
  }

  /// Takes what the pool side tells.
  public mutating func handle(_ event: PoolEvent) -> [Action] {
    switch event {
    case .job(let worker, let work, _): give(work, to: worker)
    case .withdrawn(let worker, let work): withdraw(work, from: worker)
    case .verdict, .entered, .message, .poolDown, .poolUp, .workerLimit, .stopped: []
    }
  }

  private mutating func withdraw(_ work: PoolJob, from worker: WorkerID) -> [Action] {
    guard let board = board(of: worker), members[board]?.job?.work == work else { return [] }
    members[board]?.job = nil
    return [.withdraw(board)]
  }

  private mutating func give(_ work: PoolJob, to worker: WorkerID) -> [Action] {
    guard let board = board(of: worker), let member = members[board] else { return [] }
    guard member.isActive, member.isReady else { return [.stopWanting(worker)] }
    lastJob += 1
    let job = BoardJob(number: lastJob, work: work)
    members[board]?.job = job
    members[board]?.isReady = false
    return [.assign(job, board)]
  }

  /// A board lost its supply: it is neither ready nor has a job.
  public mutating func lostSupply(_ board: BoardID) -> [Action] {
    guard let worker = workers[board] else { return [] }
    members[board]?.isReady = false
    members[board]?.job = nil
    return [.stopWanting(worker)]
  }

  private mutating func want(_ board: BoardID, _ worker: WorkerID) -> [Action] {
    defer { members[board]?.isConnected = true }
    let isNew = members[board]?.isConnected == false
    return isNew ? [.connect(worker, board), .wantJob(worker)] : [.wantJob(worker)]
  }
}
