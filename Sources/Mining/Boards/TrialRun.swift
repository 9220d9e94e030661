internal import Bus
internal import Units

/// A trial on its way: the agent's own supervision of one board, fed with known jobs. Each is tried once, nothing is held
/// back, and wrong answers have no further consequence.
struct TrialRun {
  private var supervisor: BoardSupervisor
  private var timetable = BusTimetable(tick: .milliseconds(10))
  private let address: I2CAddress
  private let count: Int
  private var current: BoardTrial.Answer?
  private var verdict: BoardTrial.Verdict?
  private(set) var answers: [BoardTrial.Answer] = []
  private(set) var chip: ChipID?
  private(set) var end: BoardFailure?

  init(_ board: BoardDescription, jobs count: Int) {
    var policy = BoardPolicy()
    policy.settlingTime = .zero
    policy.attempts = 1
    policy.wrongNonceLimit = .max
    var board = board
    board.rateLimit = nil
    supervisor = BoardSupervisor(board, policy, session: board.makeSession(policy))
    address = board.address
    self.count = count
    _ = timetable.addBoard()
  }

  var next: Uptime? { timetable.next }
  var isOver: Bool { answers.count == count || end != nil }

  mutating func begin(at now: Uptime) { tell(.power(true), now) }

  mutating func turn(_ line: BoardLine) {
    guard let (_, entry) = timetable.take(at: line.now) else { return }
    switch entry {
    case .nothing: break
    case .wake: tell(.due, line.now)
    case .alarm: tell(.alarm, line.now)
    case .transfer(let messages, _):
      let start = line.now
      do throws(BusError) {
        let bytes = try line.transferOnce(with: address, messages)
        tell(.answered(bytes), line.now)
      } catch {
        tell(.failed(error, took: line.now - start), line.now)
      }
    }
  }

  private mutating func tell(_ event: SupervisorEvent, _ now: Uptime) {
    let move = supervisor.handle(event, at: now)
    if let step = move.step { timetable.plan(step, for: 0, at: now) }
    if let alarm = move.alarm { timetable.setAlarm(alarm, for: 0) }
    for event in move.events { take(event, now) }
  }

  private mutating func take(_ event: BoardEvent, _ now: Uptime) {
    switch event {
    case .identified(let chip): self.chip = chip
    case .result: verdict = .right
    case .measured(_, let elapsed): current?.elapsed = elapsed
    case .wrongNonce(_, let nonce, _): verdict = .wrong(nonce)
    case .nothingFound: verdict = .nothingFound
    case .failed(_, let failure): verdict = verdict ?? .failed(failure)
    case .deaf: finish(.deaf)
    case .unreachable(let failure): finish(failure)
    case .quarantined(let reason): finish(.quarantined(reason))
    case .ready: proceed(now)
    case .recovered, .brownOut, .selfTest, .health, .temperature: break
    }
  }

  /// Closes a job and begins the next.
  private mutating func proceed(_ now: Uptime) {
    close()
    guard !isOver else { return }
    let round = answers.count + 1
    current = BoardTrial.Answer(expected: BoardTask.answer(ofRound: round), verdict: .failed(.notReady))
    verdict = nil
    let work = BoardTask(selfTest: round, since: now).work
    tell(.assign(BoardJob(number: UInt64(round), work: work)), now)
  }

  private mutating func finish(_ failure: BoardFailure) {
    end = failure
    verdict = verdict ?? .failed(failure)
    close()
  }

  private mutating func close() {
    guard var answer = current, let verdict else { return }
    answer.verdict = verdict
    answers.append(answer)
    current = nil
  }
}
