import Power
import Testing
import Units

@testable import Agent

/// Whatever is ordered and whatever the battery and the clocks do, some things never happen. Each run is a seeded
/// sequence of orders, clears, clock steps, restarts and voltages through book, resolver and governor.
@Suite("Rules that hold for every sequence of orders")
struct OwnerPropertyTests {
  @Test(
    "The floor is never overridden, no expiry is passed, who ordered is kept", arguments: (1...40).map { UInt64($0) })
  func laws(seed: UInt64) {
    var trial = OwnerTrial(seed: seed)
    let found = (0..<600).flatMap { _ in trial.step() }
    #expect(found.isEmpty, "seed \(seed): \(found.prefix(3))")
    #expect(trial.orders > 20)
  }

  @Test("An expiry that is lost is noticed")
  func lostExpiry() {
    let found = (1...5).flatMap { (seed: UInt64) in
      var trial = OwnerTrial(seed: seed, forgetsTime: true)
      return (0..<600).flatMap { _ in trial.step() }
    }
    #expect(found.contains { $0.contains("outlives") }, "\(Set(found).prefix(5))")
  }
}

/// One sequence.
struct OwnerTrial {
  static let names = ["b0", "b1", "b2", "b3"]
  static let rig = OverrideBook.Rig(boards: names, connections: 8, started: noon + .hours(-1))

  private var random: SplitMix
  private var book = OverrideBook()
  private var now = Uptime(seconds: 1000)
  private var wall: UnixTime? = noon
  private var boot = 1
  private var volts = 13.0
  private let governor = Governor()
  private var state = GovernorState()
  private var boards = names.map { BoardView(id: $0) }
  private let forgetsTime: Bool
  /// What was asked for: the longest an order may stand in trial time, and by whom.
  private var truth: [Int: (end: Double?, who: String)] = [:]
  /// Time that really passed, restarts included.
  private var passed = 0.0
  private(set) var orders = 0

  init(seed: UInt64, forgetsTime: Bool = false) {
    random = SplitMix(seed)
    self.forgetsTime = forgetsTime
  }

  mutating func step() -> [String] {
    pass(chance(0.02) ? between(600, 9000) : between(1, 60))
    if chance(0.03) { stepClock() }
    if chance(0.02) { restart() }
    if chance(0.2) { order() }
    if chance(0.01) { _ = try? book.clear(nil, by: OverrideOrigin(who: "eve", face: "web")) }
    if !forgetsTime { _ = book.advance(to: now, wall: wall) }
    return judge(decide())
  }

  private mutating func pass(_ seconds: Double) {
    passed += seconds
    now = now + .seconds(seconds)
    wall = wall.map { $0 + .seconds(seconds) }
    volts = min(13.6, max(11.0, volts + between(-0.1, 0.1)))
  }

  private mutating func stepClock() {
    switch Int(between(0, 4)) {
    case 0: wall = nil
    case 1: wall = noon + .seconds(passed)
    case 2: wall = wall.map { $0 + .hours(24 * 365 * between(-9, 9)) }
    default: wall = wall.map { $0 + .seconds(between(-4000, 4000)) }
    }
  }

  /// The machine is away for a while; its monotonic clock begins anew.
  private mutating func restart() {
    let name = "boot \(boot)"
    let memory = book.memory(at: now, wall: wall, boot: name)
    if chance(0.5) {
      boot += 1
      now = Uptime(seconds: between(1, 50))
    }
    book = OverrideBook(memory, at: now, wall: wall, boot: "boot \(boot)")
  }

  private mutating func order() {
    let name = Self.names[Int(between(0, 4))]
    let all: [OverrideOrder] = [
      .boards(Int(between(0, 5))), .board(name, isOn: chance(0.5)), .boost, .pause, .night, .auto,
      .connections(Int(between(0, 5))),
    ]
    let length = between(60, 20000)
    let who = "user \(Int(between(0, 5)))"
    let isCleared = chance(0.2)
    let request = OverrideRequest(
      all[Int(between(0, 7))], length: isCleared ? .cleared : .lasting(.seconds(length)),
      from: OverrideOrigin(who: who, face: "web"))
    guard let taken = try? book.take(request, of: Self.rig, at: now, wall: wall, zone: .utc).taken else { return }
    orders += 1
    truth[taken.id] = (isCleared ? nil : passed + length, who)
  }

  private mutating func decide() -> Decision {
    let situation = OwnerResolver.Situation(now: now, wall: wall, boards: Self.names)
    let wishes = OwnerResolver.resolve(book.standing, situation).wishes
    let battery = BatteryView(
      voltage: Volts(volts), restVoltage: Volts(volts + 0.05), temperature: Celsius(20),
      stateOfCharge: StateOfCharge((volts - 11) / 2.6), deviation: 0.02, age: .zero, quality: .good)
    let advice = PlanAdvice(
      boards: Int(between(0, 5)), why: "Plan.", review: now + .minutes(15), changesWhen: "the sun changes")
    let snapshot = GovernorSnapshot(time: now, battery: battery, boards: boards, wishes: wishes, advice: advice)
    let (decision, next) = governor.decide(snapshot, state)
    state = next
    for index in boards.indices {
      let shall = decision.boards.contains(boards[index].id)
      guard shall != boards[index].isRunning else { continue }
      boards[index].runningSince = shall ? now : nil
      boards[index].offSince = shall ? nil : now
    }
    return decision
  }

  private func judge(_ decision: Decision) -> [String] {
    var found: [String] = []
    if volts < governor.settings.voltages.floor.value, !decision.boards.isEmpty { found.append("runs below the floor") }
    for item in book.standing {
      guard let truth = truth[item.id] else {
        found.append("\(item.name) was never given")
        continue
      }
      if let end = truth.end, passed > end + 0.01 { found.append("\(item.name) outlives its time at \(passed)") }
      if item.origin.who != truth.who { found.append("\(item.name) changed hands") }
      if item.deadline == nil, truth.end != nil { found.append("\(item.name) lost its end") }
    }
    let subjects = book.standing.map(\.order.subject)
    if Set(subjects).count != subjects.count { found.append("two orders on one subject") }
    let isPaused = book.standing.contains { $0.order == .pause }
    if isPaused, !decision.boards.isEmpty { found.append("runs although paused") }
    for case .board(let name, false) in book.standing.map(\.order) where decision.boards.contains(name) {
      found.append("\(name) runs although it shall not")
    }
    return found
  }

  private mutating func between(_ low: Double, _ high: Double) -> Double { .random(in: low..<high, using: &random) }
  private mutating func chance(_ probability: Double) -> Bool { between(0, 1) < probability }
}
