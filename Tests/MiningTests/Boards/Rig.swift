import Bus
import Units

@testable import Mining

/// Runs the supervision of one board against a fake in simulated time.
struct Rig<Board: FakeBoard> {
  var supervisor: BoardSupervisor
  var board: Board
  var now = Uptime(seconds: 100)
  var events: [BoardEvent] = []
  /// Addressing a board without supply is an error of the code under test.
  var isPowered = false
  var transactions = 0
  var meddling: ((inout Board, Uptime, Int) -> Void)?
  private var timetable = BusTimetable(tick: .milliseconds(40))
  private var jobs: UInt64 = 0

  init(
    _ dialect: BoardDialect = .classic, _ board: Board, policy: BoardPolicy = BoardPolicy(), rateLimit: HashRate? = nil,
    settlingTime: Duration? = nil
  ) {
    var description = BoardDescription(id: "mini-1", address: 42, dialect: dialect)
    description.rateLimit = rateLimit
    description.settlingTime = settlingTime
    supervisor = BoardSupervisor(description, policy, session: description.makeSession())
    self.board = board
    _ = timetable.addBoard()
  }

  mutating func power(_ isOn: Bool) {
    isPowered = isOn
    tell(.power(isOn))
  }

  /// Gives a job; returns its number.
  @discardableResult
  mutating func assign(_ work: PoolJob) -> BoardJob {
    jobs += 1
    let job = BoardJob(number: jobs, work: work)
    tell(.assign(job))
    return job
  }

  mutating func tell(_ event: SupervisorEvent) {
    let move = supervisor.handle(event, at: now)
    events += move.events
    if let step = move.step { timetable.plan(step, for: 0, at: now) }
    if let alarm = move.alarm { timetable.setAlarm(alarm, for: 0) }
  }

  /// Runs until nothing is planned, or for a time, or until something happened.
  mutating func run(for limit: Duration = .seconds(1000), until stop: (BoardEvent) -> Bool = { _ in false }) {
    let end = now + limit
    let known = events.count
    while let due = timetable.next, due <= end, !events.dropFirst(known).contains(where: stop) {
      now = max(now, due)
      guard let (_, entry) = timetable.take(at: now) else { continue }
      switch entry {
      case .nothing: break
      case .wake: tell(.due)
      case .alarm: tell(.alarm)
      case .transfer(let messages, _): transfer(messages)
      }
    }
    if timetable.next == nil || timetable.next! > end { now = timetable.next == nil ? now : end }
  }

  private mutating func transfer(_ messages: [I2CMessage]) {
    precondition(isPowered, "a board without supply was addressed")
    meddling?(&board, now, transactions)
    transactions += 1
    let outcome = board.transfer(messages, at: now)
    now = now + .microseconds(500)
    switch outcome {
    case .success(let bytes): tell(.answered(bytes))
    case .failure(.timedOut(let address)):
      now = now + .milliseconds(100)
      tell(.failed(.timedOut(address), took: .milliseconds(100)))
    case .failure(let error): tell(.failed(error, took: .microseconds(500)))
    }
  }
}
