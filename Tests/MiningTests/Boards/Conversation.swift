import Bus
import Units

@testable import Mining

/// Runs a session against a fake board in simulated time: each byte takes 90 µs, as on a 100 kHz bus. Keeps what went over
/// the wire and what was reported.
struct Conversation<Board: FakeBoard> {
  var session: any BoardSession
  var board: Board
  var now = Uptime(seconds: 100)
  var tick = Duration.milliseconds(40)
  var trace: [String] = []
  var times: [Uptime] = []
  var reports: [SessionReport] = []
  /// What happens in between: called before each transaction with its number in ``trace``.
  var meddling: ((inout Board, Uptime, Int) -> Void)?
  private var move = SessionMove.idle

  init(_ session: any BoardSession, with board: Board) {
    self.session = session
    self.board = board
  }

  /// Starts and runs until the session waits for a job or is over.
  mutating func begin(fresh: Bool = true) {
    move = session.handle(.began(fresh: fresh), at: now)
    run()
  }

  /// Gives a job and runs until the session waits or is over.
  mutating func assign(_ job: PoolJob) {
    move = session.handle(.assigned(job), at: now)
    run()
  }

  /// Forgets what was said so far.
  mutating func forget() {
    trace = []
    times = []
    reports = []
  }

  private mutating func run() {
    var steps = 0
    while true {
      reports += move.reports
      steps += 1
      precondition(steps < 20_000, "the conversation does not end: \(trace.suffix(8))")
      switch move.step {
      case .idle: return
      case .wait(let time): pass(until: time)
      case .poll(let time):
        let length = Int64(tick / .nanoseconds(1))
        pass(until: Uptime(nanoseconds: (max(time, now).nanoseconds / length + 1) * length))
      case .transfer(let messages): transfer(messages)
      }
    }
  }

  private mutating func pass(until time: Uptime) {
    now = max(now, time)
    move = session.handle(.due, at: now)
  }

  private mutating func transfer(_ messages: [I2CMessage]) {
    meddling?(&board, now, trace.count)
    let outcome = board.transfer(messages, at: now)
    trace.append(Self.text(messages, outcome))
    times.append(now)
    now = now + .microseconds(90) * messages.reduce(0) { $0 + 1 + $1.length }
    switch outcome {
    case .success(let bytes): move = session.handle(.answered(bytes), at: now)
    case .failure(let error): move = session.handle(.failed(error), at: now)
    }
  }

  /// `S → I? `, `Lb1d5…`, `(24) → …`, `E ✗`: letters as they are, bytes that are none as `·ff`.
  private static func text(_ messages: [I2CMessage], _ outcome: Result<[UInt8], BusError>) -> String {
    let asked = messages.compactMap { message in
      switch message {
      case .write(let bytes): text(bytes)
      case .read(let count): messages.count == 1 ? "(\(count))" : nil
      }
    }.joined()
    switch outcome {
    case .success(let bytes): return bytes.isEmpty ? asked : "\(asked) → \(text(bytes))"
    case .failure: return "\(asked) ✗"
    }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      (0x20...0x7E).contains(byte)
        ? String(Unicode.Scalar(byte)) : "·" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

extension I2CMessage {
  fileprivate var length: Int {
    switch self {
    case .write(let bytes): bytes.count
    case .read(let count): count
    }
  }
}
