import Units

@testable import Mining

/// One worker's conversation with a pool that says what it likes, and with a board that wants, finds and forgets.
///
///     first byte    settings
///     then          0x00–0x7F  what the pool says; 0x80–0xDF the board; 0xE0–0xFF time and the end
struct PoolSessionTarget: FuzzTarget {
  static let name = "pool-session"
  static let words: [[UInt8]] = [
    [0x00], [0x10], [0x20], [0x80], [0x90], [0xE0], [0x80, 0x10, 0x90, 0x20], [0x50, 0x80, 0x50, 0x90], [0x50], [0xD0],
    [0x31], [0x32], [0xE8, 0x03], [0xEF, 0x40], [0xD8],
  ]
  private static let reasons = [
    "Invalid data", "Too low difficulty", "Too many workers", "Modified hashrate", "Too high starting difficulty",
    "Too low starting difficulty", "Incorrect result", "Incorrect difficulty", "who knows", "", "Incorrect data",
    "No username specified", "User banned",
  ]
  private static let account: PoolAccount = {
    do { return try PoolAccount(username: "owner", miningKey: "key") } catch { fatalError("\(error)") }
  }()

  private var session = PoolSession(Self.settings(0))
  private var watch = PoolWatch(perMinute: 68, job: .seconds(88))
  private var now = Uptime(seconds: 100)

  private static func settings(_ byte: UInt8) -> PoolSessionSettings {
    var settings = PoolSessionSettings(
      account: account, tier: .avr, software: "akkurat 1", rig: "roof", chip: ChipID(0x3001_4C4E_5A5B_1234),
      walletID: 7, expectedHashRate: HashRate(195))
    settings.isPipelining = byte & 1 != 0
    settings.asksForMessageOfTheDay = byte & 2 != 0
    if byte & 4 != 0 { settings.sharesPerMinute = 3 }
    return settings
  }

  mutating func judge(_ input: [UInt8], _ paths: inout Paths) throws(Violation) {
    var script = Script(input)
    let settings = Self.settings(script.next())
    session = PoolSession(settings)
    watch = PoolWatch(perMinute: settings.sharesPerMinute, job: settings.times.job)
    now = Uptime(seconds: 100)
    try tell(.connected, &paths)
    while !script.isOver, session.closeReason == nil { try act(&script, &paths) }
    try end(&paths)
  }

  private mutating func act(_ script: inout Script, _ paths: inout Paths) throws(Violation) {
    let byte = script.next()
    switch byte {
    case 0x00...0x7F: try tell(.received(speech(byte, &script)), &paths)
    case 0x80...0x8F: try tell(.jobWanted, &paths)
    case 0x90...0x9F: try find(watch.answer, after: byte, &paths)
    case 0xA0...0xA7: try find(Int(byte & 7) * 100, after: byte, &paths)
    case 0xA8...0xAF: try tell(.jobNotWanted, &paths)
    case 0xB0...0xCF: try tell(.timeReached, &paths)
    case 0xD0...0xD7: for _ in 0...script.next() & 0x3F { try mine(&paths) }
    case 0xD8...0xDF: try mine(&paths)
    case 0xE0...0xE7: try reachDeadline(&paths)
    case 0xE8...0xEE:
      now = now + .milliseconds(Int(script.next()) << (byte & 7))
      try tell(.timeReached, &paths)
    case 0xEF: now = now + .seconds(Int(script.next()))  // Late: the event that follows finds the deadline passed.
    case 0xFE: try tell(.leave, &paths)
    case 0xFF: try tell(.closed(.byPeer), &paths)
    default: try tell(.jobWanted, &paths)
    }
  }

  private mutating func speech(_ byte: UInt8, _ script: inout Script) -> [UInt8] {
    switch byte >> 4 {
    case 0: Array("4.3\n".utf8)
    case 1: watch.jobLine(Int(byte & 15))
    case 2: Array((byte & 15 == 15 ? "BLOCK\n" : "GOOD\n").utf8)
    case 3: Array("BAD,\(Self.reasons[Int(byte & 15) % Self.reasons.count])\n".utf8)
    case 4: script.next(Int(byte & 15) + 1)
    case 5: watch.dueAnswer()
    case 6: Array("Welcome to node \(byte)\n".utf8)
    default: watch.jobLine(Int(byte & 15)) + Array("GOOD\n".utf8)
    }
  }

  private mutating func find(_ nonce: Int, after byte: UInt8, _ paths: inout Paths) throws(Violation) {
    guard let job = watch.delivered ?? watch.lastDelivered else { return }
    now = now + .milliseconds(Int(byte & 15) * 100)
    watch.found(nonce, for: job)
    try tell(.nonceFound(nonce, job: job, elapsed: .seconds(Double(nonce + 1) / 195)), &paths)
  }

  /// A whole round as it should be.
  private mutating func mine(_ paths: inout Paths) throws(Violation) {
    try tell(.jobWanted, &paths)
    try tell(.received(watch.dueAnswer()), &paths)
    try find(watch.answer, after: 0x95, &paths)
    now = now + .milliseconds(250)
    try tell(.received(watch.dueAnswer()), &paths)
  }

  private mutating func reachDeadline(_ paths: inout Paths) throws(Violation) {
    guard let deadline = session.deadline else { return }
    now = max(now, deadline)
    try tell(.timeReached, &paths)
  }

  private mutating func tell(_ event: PoolSession.Event, _ paths: inout Paths) throws(Violation) {
    let before = session.stage
    if case .received(let bytes) = event { watch.heard(bytes) }
    if case .jobWanted = event { watch.wanted(true) }
    if case .jobNotWanted = event { watch.wanted(false) }
    let actions = session.handle(event, at: now)
    try watch.judge(actions, session, at: now)
    paths.mark(Self.number(event), Self.number(before), Self.number(session.stage), actions.count, watch.mark)
  }

  private static func number(_ stage: PoolSession.Stage) -> Int {
    PoolSession.Stage.allCases.firstIndex(of: stage) ?? 0
  }

  private static func number(_ event: PoolSession.Event) -> Int {
    switch event {
    case .connected: 1
    case .received(let bytes): 16 + Int(bytes.first ?? 0)
    case .closed: 2
    case .timeReached: 3
    case .jobWanted: 4
    case .jobNotWanted: 5
    case .nonceFound: 6
    case .leave: 7
    }
  }

  /// A pool that falls silent ends the session, and time alone never makes it spin.
  private mutating func end(_ paths: inout Paths) throws(Violation) {
    var rounds = 0
    while session.closeReason == nil {
      rounds += 1
      try hold(rounds < 60, "with a silent pool a session ends", "\(session.stage) at \(now)")
      try reachDeadline(&paths)
    }
    try hold(session.handle(.jobWanted, at: now).isEmpty, "what has ended does nothing more")
    try hold(session.deadline == nil, "what has ended waits for nothing")
    try watch.judgeEnd(session)
  }
}
