import Units

@testable import Mining

/// The rules of a worker's conversation, judged by what went in and came out.
struct PoolWatch {
  private static let jobs: [(job: PoolJob, answer: Int)] = [6, 6, 10, 1, 60, 1000, 10_000_000, 6].enumerated()
    .map { index, difficulty in
      let previous = "b1d5daa0118596c898ab96a63e58e1da0ad5084\(index)"
      let answer = difficulty * 50 + index
      let hash = HexText.text(DucoS1.digest(previousHash: previous, nonce: answer))
      return (PoolJob(previousHash: previous, expectedHash: hash, difficulty: difficulty), answer)
    }
  private static let answers = Dictionary(uniqueKeysWithValues: jobs.map { ($0.job, $0.answer) })

  private let perMinute: Int
  private let limit: Duration
  /// The job the board has.
  private(set) var delivered: PoolJob?
  private(set) var lastDelivered: PoolJob?
  /// What it is asked for; 1 when it was not.
  var answer: Int { (delivered ?? lastDelivered).flatMap { Self.answers[$0] } ?? 1 }
  private(set) var mark = 0

  private var isWanted = false
  private var hasEnded = false
  private var hasAsked = false
  private var nonces: Set<Int> = []
  private var shares: [Uptime] = []
  private var sharesSent = 0
  private var verdicts = 0
  private var jobsHeard = 0
  private var deliveries = 0
  private var lastSent: String?

  init(perMinute: Int, job: Duration) {
    self.perMinute = perMinute
    limit = job
  }

  func jobLine(_ place: Int) -> [UInt8] { Array("\(Self.jobs[place % Self.jobs.count].job)\n".utf8) }

  /// What a pool would say to the last thing that was sent.
  func dueAnswer() -> [UInt8] {
    switch lastSent {
    case nil: Array("4.3\n".utf8)
    case let text? where text.hasPrefix("JOB"): jobLine(shares.count)
    case "MOTD": Array("Welcome".utf8)
    default: Array("GOOD\n".utf8)
    }
  }

  mutating func heard(_ bytes: [UInt8]) { jobsHeard += bytes.count { $0 == 0x0A } }

  /// A board that wants a job has lost the one it had, unless it had answered.
  mutating func wanted(_ isWanted: Bool) {
    self.isWanted = isWanted
    guard isWanted, let job = delivered, !nonces.contains(where: job.allows) else { return }
    delivered = nil
  }

  mutating func found(_ nonce: Int, for job: PoolJob) { if job == delivered { nonces.insert(nonce) } }

  mutating func judge(_ actions: [PoolSession.Action], _ session: PoolSession, at now: Uptime) throws(Violation) {
    try hold(actions.count <= 120, "one event leads to few actions", "\(actions.count)")
    mark = 0
    for action in actions { try judge(action, at: now) }
    try hold(session.reader.bytesHeld <= PoolLineReader.longestLine, "memory is bounded")
    let closes = actions.contains { if case .close = $0 { true } else { false } }
    try hold(closes == (!hasEnded && session.closeReason != nil), "an end is told once", "\(actions)")
    hasEnded = session.closeReason != nil
    try hold(session.meter.rate.value > 0 && session.meter.rate.isFinite, "a rate is positive")
  }

  private mutating func judge(_ action: PoolSession.Action, at now: Uptime) throws(Violation) {
    switch action {
    case .send(let bytes):
      mark = mark * 7 + 1
      try judgeSent(bytes, at: now)
    case .deliver(let job, let dueBy):
      mark = mark * 7 + 2
      try judgeDelivery(job, dueBy, at: now)
    case .withdraw(let job):
      mark = mark * 7 + 3
      try hold(job == delivered, "only what was delivered is withdrawn", "\(job)")
      delivered = nil
    case .verdict(let verdict):
      mark = mark * 7 + 4
      try judge(verdict)
    case .message(let text):
      mark = mark * 7 + 5
      try hold(text.utf8.count <= PoolLineReader.longestLine, "words are bounded")
    case .close: mark = mark * 7 + 6
    case .entered: break
    }
  }

  private mutating func judgeSent(_ bytes: [UInt8], at now: Uptime) throws(Violation) {
    let text = String(decoding: bytes, as: UTF8.self)
    try hold(bytes.count < 536 && bytes.allSatisfy { (0x20...0x7E).contains($0) }, "one short 7-bit message", text)
    lastSent = text
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    if text == "MOTD" {
      return try hold(!hasAsked, "after the first JOB everything is a request", text)
    }
    if fields[0] == "JOB" {
      hasAsked = true
      let isTier = fields.count > 2 && PoolTier(rawValue: String(fields[2])) != nil
      return try hold(isTier && fields[1] == "owner", "a JOB names user and tier", text)
    }
    try judgeShare(fields.map(String.init), at: now)
  }

  private mutating func judgeShare(_ fields: [String], at now: Uptime) throws(Violation) {
    try hold(fields.count == 6, "a share has six fields", "\(fields)")
    let nonce = Int(fields[0]) ?? 0
    try hold(nonces.contains(nonce), "only what the board found for this job is sent", "\(fields)")
    try hold(delivered?.allows(nonce) ?? false, "only what can be an answer is sent", "\(fields)")
    try hold((Double(fields[1]) ?? 0) > 0, "a share's rate is positive", "\(fields)")
    delivered = nil
    shares = shares.filter { now - $0 < .seconds(60) } + [now]
    try hold(shares.count <= perMinute, "no more shares a minute than allowed", "\(shares.count)")
    sharesSent += 1
    try hold(sharesSent <= deliveries, "one share a job")
  }

  private mutating func judgeDelivery(_ job: PoolJob, _ dueBy: Uptime, at now: Uptime) throws(Violation) {
    try hold(isWanted, "a job is delivered to a board that wants one")
    try hold(delivered == nil || delivered == job, "one job at a time", "\(job)")
    try hold(dueBy > now && dueBy - now <= limit, "a job can still be done", "\(dueBy - now)")
    deliveries += 1
    if delivered != job { nonces = [] }
    isWanted = false
    delivered = job
    lastDelivered = job
  }

  private mutating func judge(_ verdict: ShareVerdict) throws(Violation) {
    if case .refused(let refusal) = verdict, refusal.handling == .stop { return }
    verdicts += 1
    try hold(verdicts <= sharesSent, "no more verdicts than shares", "\(verdicts) of \(sharesSent)")
  }

  func judgeEnd(_ session: PoolSession) throws(Violation) {
    try hold(delivered == nil, "an end takes back the job that is out", "\(delivered.map { "\($0)" } ?? "")")
    let counts = session.counts
    try hold(counts.accepted + counts.unanswered <= sharesSent, "no more answers than shares", "\(counts)")
    try hold(counts.unpaid <= 10 && counts.unpaid <= counts.accepted, "the first ten are unpaid", "\(counts)")
    try hold(counts.lucky <= counts.accepted, "a lucky share is an accepted one", "\(counts)")
  }
}
