import Bus
import Units

@testable import Mining

/// The rules a supervised board keeps, whatever the bus answers.
struct BoardWatch {
  private let dialect: BoardDialect
  private(set) var isReady = false
  /// The job somebody waits for.
  private(set) var job: BoardJob?
  private(set) var results = 0
  private var answer = 0
  private var since = Uptime.zero
  private var published: BoardJob?
  private var isPowered = false
  private var wires: WireRules
  /// A job that was given though nobody was ready.
  private var refused: BoardJob?

  init(_ dialect: BoardDialect) {
    self.dialect = dialect
    wires = WireRules(dialect)
  }

  var dialectNumber: Int { BoardDialect.allCases.firstIndex(of: dialect) ?? 0 }

  mutating func assigned(_ job: BoardJob, _ answer: Int, at now: Uptime) {
    guard isReady, self.job == nil else { return refused = job }
    (self.job, self.answer, since) = (job, answer, now)
    isReady = false
  }

  mutating func judgeAssignment(_ job: BoardJob) throws(Violation) {
    try hold(refused == nil, "a job nobody is ready for is refused at once", "\(job)")
  }

  mutating func withdrawn() { job = nil }
  mutating func forgetResults() { results = 0 }

  mutating func powered(_ isOn: Bool) {
    guard isOn != isPowered else { return }
    isPowered = isOn
    if !isOn { isReady = false }
    wires.restart()
  }

  mutating func sees(
    _ messages: [I2CMessage], _ outcome: Result<[UInt8], BusError>, at now: Uptime
  ) throws(Violation) {
    try hold(isPowered, "a board without supply is never addressed", "\(messages)")
    try wires.sees(messages, outcome, at: now)
  }

  mutating func judge(_ move: SupervisorMove, _ plan: SessionStep, at now: Uptime) throws(Violation) {
    try hold(move.events.count <= 8, "one event leads to few others", "\(move.events)")
    for event in move.events { try judge(event, at: now) }
    switch plan {
    case .idle: break
    case .wait(let time), .poll(let time):
      let longest = job.map { max(800, Double($0.work.difficulty)) } ?? 66_000
      try hold(time - now < .seconds(longest), "a wait has its bound", "\(time - now) for \(dialect)")
    case .transfer:
      try hold(isPowered, "a board without supply is never addressed")
    }
  }

  private mutating func judge(_ event: BoardEvent, at now: Uptime) throws(Violation) {
    switch event {
    case .ready:
      try hold(isPowered, "a board without supply is not ready")
      try hold(job == nil, "a board is ready when its job has ended", "\(job.map { "\($0)" } ?? "")")
      isReady = true
    case .result(let result): try judge(result, at: now)
    case .failed(let failed, let failure): try judge(failed, failure)
    case .measured(let measured, let elapsed):
      try hold(measured == published, "what is measured is the last result", "\(measured)")
      try hold(elapsed > .zero, "a search takes time", "\(elapsed)")
    case .wrongNonce(let wrong, let nonce, let count):
      try hold(nonce != answer || wrong != job, "a right answer is never called wrong", "\(nonce)")
      try hold((1...3).contains(count), "three wrong answers lead to a test", "\(count)")
    case .brownOut(let recent): try hold(recent >= 1, "a brown-out counts", "\(recent)")
    case .deaf, .unreachable, .quarantined:
      isReady = false
      wires.restart()
    case .identified, .nothingFound, .recovered, .selfTest, .health, .temperature: break
    }
  }

  private mutating func judge(_ result: BoardResult, at now: Uptime) throws(Violation) {
    try hold(result.job == job, "a result is of the job somebody waits for", "\(result.job)")
    try hold(result.nonce == answer, "no wrong answer is published", "\(result.nonce) for \(answer)")
    try hold(result.hashRate.value > 0 && result.hashRate.isFinite, "a rate is positive", "\(result.hashRate)")
    if let limit = dialect.usualRateLimit {
      let rate = Double(result.nonce + 1) / max(1e-9, (now - since).inSeconds)
      try hold(rate <= limit.value * 1.000001, "no answer is faster than the tier bears", "\(rate) H/s")
    }
    published = result.job
    job = nil
    results += 1
  }

  private mutating func judge(_ failed: BoardJob, _ failure: BoardFailure) throws(Violation) {
    if failed == refused {
      refused = nil
      return
    }
    try hold(failed == job, "a job ends once", "\(failed): \(failure)")
    job = nil
  }

  func judge(_ status: BoardStatus) throws(Violation) {
    let counters = status.counters
    try hold(counters.results + counters.failedJobs <= counters.jobs, "no more ends than jobs", "\(counters)")
    try hold(counters.notAcknowledged + counters.busTimeouts <= counters.transactions, "errors are transactions")
    try hold(status.hashRate.value > 0 && status.hashRate.isFinite, "a rate is positive", "\(status.hashRate)")
    switch status.state {
    case .off, .quarantined: break
    case .working(let working, _):
      try hold(job == nil || working == job, "it works on the job it was given", "\(working)")
      try hold(isPowered, "without supply it is off")
    default: try hold(isPowered, "without supply it is off", "\(status.state)")
    }
  }

  static func kind(_ event: BoardEvent) -> Int {
    switch event {
    case .ready: 1
    case .identified: 2
    case .result: 3
    case .measured: 4
    case .failed: 5
    case .wrongNonce: 6
    case .nothingFound: 7
    case .brownOut: 8
    case .deaf: 9
    case .unreachable: 10
    case .recovered: 11
    case .selfTest(let passed): passed ? 12 : 13
    case .quarantined: 14
    case .health: 15
    case .temperature: 16
    }
  }

  static func kind(_ event: SupervisorEvent) -> Int {
    switch event {
    case .power(let isOn): isOn ? 1 : 2
    case .assign: 3
    case .withdraw: 4
    case .release: 5
    case .retry: 6
    case .due: 7
    case .alarm: 8
    case .answered(let bytes): 16 + Int(bytes.first ?? 0)
    case .failed: 9
    }
  }
}
