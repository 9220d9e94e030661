import Testing
import Units

@testable import Mining

/// Drives one session by hand, writing down what goes over the wire and what the board is told.
struct PoolSessionHarness {
  static let hashA = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
  static let hashB = "356a192b7913b04c54574d18c28d46e6395428ab"
  static let job = PoolJob(previousHash: hashA, expectedHash: hashB, difficulty: 6)

  var session: PoolSession
  var now = Uptime(seconds: 100)
  var trace: [String] = []

  init(_ edit: (inout PoolSessionSettings) -> Void = { _ in }) throws {
    var settings = try Self.settings()
    edit(&settings)
    session = PoolSession(settings)
  }

  static func settings() throws -> PoolSessionSettings {
    PoolSessionSettings(
      account: try PoolAccount(username: "revox", miningKey: "key1"), tier: .avr, software: "Akkurat 0.1.0",
      rig: "roof", chip: ChipID(0x3001_4C4E_5A5B_1234), walletID: 1234, expectedHashRate: HashRate(195))
  }

  mutating func wait(_ seconds: Double) {
    let end = now + .seconds(seconds)
    while let due = session.deadline, due <= end {
      now = max(now, due)
      handle(.timeReached)
    }
    now = end
  }

  mutating func handle(_ event: PoolSession.Event) {
    for action in session.handle(event, at: now) { write(action) }
  }

  mutating func hear(_ text: String) { handle(.received(Array(text.utf8))) }

  mutating func found(_ nonce: Int, after seconds: Double, job: PoolJob = PoolSessionHarness.job) {
    wait(seconds)
    handle(.nonceFound(nonce, job: job, elapsed: .seconds(seconds)))
  }

  /// A session that has its first job.
  mutating func mineFirstJob(after latency: Double = 0) {
    handle(.connected)
    hear("4.3\n")
    handle(.jobWanted)
    wait(latency)
    hear("\(Self.job)\n")
  }

  private mutating func write(_ action: PoolSession.Action) {
    switch action {
    case .send(let bytes): trace.append("→ \(String(decoding: bytes, as: UTF8.self))")
    case .deliver(let job, let dueBy): trace.append("job \(job.difficulty) by \(Decimal.fixed(dueBy.seconds - 100, 1))")
    case .withdraw: trace.append("withdraw")
    case .verdict(.accepted(let paid, let isLucky)):
      trace.append(isLucky ? "block" : paid ? "paid" : "accepted")
    case .verdict(.refused(let refusal)): trace.append("refused \(refusal)")
    case .message(let text): trace.append("“\(text)”")
    case .close(let reason): trace.append("close \(reason)")
    case .entered: break
    }
  }

  /// What was traced since the last call.
  mutating func take() -> [String] {
    defer { trace.removeAll() }
    return trace
  }
}
