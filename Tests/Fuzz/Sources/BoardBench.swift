import Bus
import Units

@testable import Mining

/// One supervised board on a bus of its own, with a clock that only this moves.
struct BoardBench {
  /// How the next transaction ends.
  enum Manner {
    case honest
    /// One byte of an honest reply is changed.
    case disturbed(UInt8, by: UInt8)
    /// Some bytes are changed, and the checksum of dialect C is right again.
    case resealed(UInt8, with: [UInt8])
    case madeUp([UInt8])
    case repeated(UInt8)
    case failing(BusError)
    /// The board carries it out, but the acknowledge is lost.
    case honestButLost
  }

  /// Jobs of all hardnesses with their answers.
  static let jobs: [(job: PoolJob, answer: Int)] = [
    (1, 1), (1, 100), (6, 377), (10, 999), (16, 5), (99, 9900),
    (100, 2), (655, 65500), (656, 3), (65535, 6_553_500), (65536, 7),
  ].map { difficulty, answer in
    let previous = "b1d5daa0118596c898ab96a63e58e1da0ad5084a"
    let hash = HexText.text(DucoS1.digest(previousHash: previous, nonce: answer))
    return (PoolJob(previousHash: previous, expectedHash: hash, difficulty: difficulty), answer)
  }
  /// Those, and the ones that the agent tests a board with.
  static let answers: [[UInt8]: Int] = {
    var all: [[UInt8]: Int] = [:]
    for (job, answer) in jobs { all[Array(job.expectedHash.utf8)] = answer }
    for round in 1...40 {
      all[Array(BoardTask(selfTest: round, since: .zero).work.expectedHash.utf8)] = BoardTask.answer(ofRound: round)
    }
    return all
  }()

  private(set) var steps = 0
  private(set) var watch: BoardWatch
  private var supervisor: BoardSupervisor
  private var board: HonestBoard
  private var now = Uptime(seconds: 1000)
  private var plan = SessionStep.idle
  private var alarm: Uptime?
  private var lastMark = 0
  private var jobNumber: UInt64 = 0

  init(_ dialect: BoardDialect) {
    let description = BoardDescription(id: "b", address: 42, dialect: dialect)
    supervisor = BoardSupervisor(description, BoardPolicy(), session: description.makeSession())
    board = HonestBoard(dialect, answers: Self.answers)
    watch = BoardWatch(dialect)
  }

  mutating func sleep(_ time: Duration) { now = now + time }

  mutating func assign(_ place: Int, _ paths: inout Paths) throws(Violation) {
    jobNumber += 1
    let (job, answer) = Self.jobs[place % Self.jobs.count]
    let boardJob = BoardJob(number: jobNumber, work: job)
    watch.assigned(boardJob, answer, at: now)
    try tell(.assign(boardJob), &paths)
    try watch.judgeAssignment(boardJob)
  }

  /// What is planned, carried out.
  mutating func step(_ manner: Manner, _ paths: inout Paths) throws(Violation) {
    steps += 1
    if let alarm, alarm <= dueTime ?? .init(nanoseconds: .max) {
      self.alarm = nil
      now = max(now, alarm)
      return try tell(.alarm, &paths)
    }
    switch plan {
    case .idle:
      if watch.isReady, case .honest = manner { try assign(steps % 5, &paths) }
    case .wait(let time), .poll(let time):
      plan = .idle
      now = max(now, time)
      try tell(.due, &paths)
    case .transfer(let messages):
      plan = .idle
      try tell(transfer(messages, manner), &paths)
    }
  }

  private var dueTime: Uptime? {
    switch plan {
    case .idle: nil
    case .wait(let time), .poll(let time): time
    case .transfer: now
    }
  }

  private mutating func transfer(_ messages: [I2CMessage], _ manner: Manner) throws(Violation) -> SupervisorEvent {
    now = now + .microseconds(600)
    if case .failing(let error) = manner {
      try watch.sees(messages, .failure(error), at: now)
      if case .timedOut = error { now = now + .milliseconds(100) }
      return .failed(error, took: .milliseconds(100))
    }
    var reply = board.transfer(messages, at: now)
    switch manner {
    case .disturbed(let place, let change): if !reply.isEmpty { reply[Int(place) % reply.count] ^= change }
    case .resealed(let place, let bytes): Self.reseal(&reply, Int(place), bytes)
    case .madeUp(let bytes): reply = reply.indices.map { bytes[$0 % bytes.count] }
    case .repeated(let byte): reply = reply.map { _ in byte }
    case .honestButLost:
      try watch.sees(messages, .failure(.noAcknowledge(42)), at: now)
      return .failed(.noAcknowledge(42), took: .milliseconds(1))
    case .honest, .failing: break
    }
    try watch.sees(messages, .success(reply), at: now)
    return .answered(reply)
  }

  private static func reseal(_ reply: inout [UInt8], _ place: Int, _ bytes: [UInt8]) {
    guard reply.count > 1 else { return }
    for (offset, byte) in bytes.enumerated() { reply[(place + offset) % (reply.count - 1)] = byte }
    reply[reply.count - 1] = CRC8.checksum([42 << 1 | 1] + reply.dropLast())
  }

  mutating func tell(_ event: SupervisorEvent, _ paths: inout Paths) throws(Violation) {
    if case .power(let isOn) = event {
      board.isPowered = isOn
      watch.powered(isOn)
    }
    if case .withdraw = event { watch.withdrawn() }
    let move = supervisor.handle(event, at: now)
    if let step = move.step { plan = Self.ticked(step) }
    if let time = move.alarm { alarm = time }
    try watch.judge(move, plan, at: now)
    if !move.events.isEmpty || steps & 7 == 0 { try watch.judge(supervisor.status(at: now)) }
    note(event, move, &paths)
  }

  /// Polls as the timetable has them.
  private static func ticked(_ step: SessionStep) -> SessionStep {
    guard case .poll(let time) = step else { return step }
    return .poll(notBefore: Uptime(nanoseconds: (time.nanoseconds / 40_000_000 + 1) * 40_000_000))
  }

  private mutating func note(_ event: SupervisorEvent, _ move: SupervisorMove, _ paths: inout Paths) {
    var mark = 0
    switch plan {
    case .idle: mark = 1
    case .wait: mark = 2
    case .poll: mark = 3
    case .transfer(let messages):
      if case .write(let bytes)? = messages.first { mark = 16 + Int(bytes[0]) } else { mark = 4 + messages.count }
    }
    for event in move.events { mark = mark &* 31 &+ BoardWatch.kind(event) }
    paths.mark(watch.dialectNumber, lastMark, mark, BoardWatch.kind(event))
    lastMark = mark
  }

  /// A board that goes on in a bad way forever loses its job in the end.
  mutating func endJob(way: Int, _ paths: inout Paths) throws(Violation) {
    let end = steps + 6000
    let since = now
    while watch.job != nil, steps < end {
      let manner: Manner =
        switch way % 5 {
        case 0: .repeated(0xFF)
        case 1: .failing(.noAcknowledge(42))
        case 2: .repeated(0)
        case 3: .failing(.timedOut(42))
        default: .repeated(UInt8(ascii: "B"))
        }
      try step(manner, &paths)
    }
    try hold(watch.job == nil, "every job ends", "\(plan) after \(now - since)")
    // The hardest job of the fastest dialect is searched for 13 hours; each of three attempts may take that long.
    try hold(now - since < .seconds(200_000), "every job ends in its time", "\(now - since)")
  }

  /// Whatever was before: with a new supply and its owner's word a sound board mines.
  mutating func recover(_ paths: inout Paths) throws(Violation) {
    try tell(.power(false), &paths)
    try hold(plan == .idle, "without supply nothing is planned", "\(plan)")
    try tell(.power(true), &paths)
    watch.forgetResults()
    // A false id that was believed once makes the right one look like a change: its owner says so once more.
    for _ in 0..<2 where watch.results == 0 {
      try tell(.release, &paths)
      let end = steps + 1500
      while watch.results == 0, steps < end { try step(.honest, &paths) }
    }
    try hold(watch.results > 0, "after a power cycle a sound board mines", "\(supervisor.status(at: now).state)")
  }
}
