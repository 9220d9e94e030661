import Power
import Testing
import Units

/// Whatever the readings are, some things never happen. Each run is a seeded sequence of good days with gaps, spikes,
/// stuck values, jumps of the calendar and wishes of the owner.
@Suite("Rules that hold for every sequence of readings")
struct GovernorPropertyTests {
  static let seeds = (1...40).map { UInt64($0) }

  @Test("The floor is never overridden, nothing flaps, every decision has a reason", arguments: seeds)
  func laws(seed: UInt64) {
    let found = GovernorTrial(seed: seed).run()
    #expect(found.isEmpty, "seed \(seed): \(found.prefix(3))")
  }

  @Test("Taking out the floor is noticed")
  func withoutFloor() {
    let found = Self.seeds.flatMap { seed in
      GovernorTrial(seed: seed) {
        $0.voltages.floor = .zero
        $0.voltages.shutdown = .zero
      }.run()
    }
    #expect(found.contains { $0.contains("floor") })
  }

  @Test("Taking out the dwell is noticed")
  func withoutDwell() {
    let off = Self.seeds.flatMap { GovernorTrial(seed: $0) { $0.times.shortestOff = .zero }.run() }
    #expect(off.contains { $0.contains("started too soon") })
    let on = Self.seeds.flatMap { GovernorTrial(seed: $0) { $0.times.shortestOn = .zero }.run() }
    #expect(on.contains { $0.contains("stopped too soon") })
  }

  @Test("Taking out the limit of age is noticed")
  func withoutAge() {
    let found = Self.seeds.flatMap { GovernorTrial(seed: $0) { $0.times.staleOff = .hours(9) }.run() }
    #expect(found.contains { $0.contains("stale") })
  }
}

/// One seeded sequence, judged by the unchanged default settings while the governor runs with `altered` ones.
struct GovernorTrial {
  private var bench: GovernorBench
  private let law = GovernorSettings()
  private var random: TrialRandom
  private var volts = 13.0
  private var frozen: BatteryView?
  private var trouble = 0

  init(seed: UInt64, altered: (inout GovernorSettings) -> Void = { _ in }) {
    var settings = GovernorSettings()
    altered(&settings)
    bench = GovernorBench(boards: 5, settings: settings)
    random = TrialRandom(seed: seed)
  }

  /// Every broken rule as a sentence.
  func run() -> [String] {
    var trial = self
    var found: [String] = []
    for _ in 0..<1000 { found += trial.step() }
    return found
  }

  private mutating func step() -> [String] {
    let battery = nextBattery()
    wish()
    bench.now = bench.now + .seconds(random.chance(0.01) ? random.between(1, 900) : random.between(0.5, 20))
    let before = bench.boards
    let decision = bench.decide(battery)
    return judge(decision, battery, before)
  }

  private mutating func nextBattery() -> BatteryView {
    volts = min(13.6, max(10.8, volts + random.between(-0.06, 0.062)))
    var view = BatteryView.good(volts, rest: volts + 0.1, charge: random.chance(0.1) ? nil : (volts - 11) / 2.6)
    if trouble == 0, random.chance(0.02) { trouble = Int(random.between(1, 30)) }
    guard trouble > 0 else { return view }
    trouble -= 1
    switch trouble % 5 {
    case 0: view.voltage = Volts(random.chance(0.5) ? 0 : 26)
    case 1: view = view.aged(random.between(0, 120))
    case 2: view = view.judged(.stuck)
    case 3: view.voltage = random.chance(0.5) ? nil : Volts(.nan)
    default: view = BatteryView()
    }
    return view
  }

  private mutating func wish() {
    if random.chance(0.05) { bench.advice = Int(random.between(0, 7)) }
    if random.chance(0.005) { bench.wishes.isPaused.toggle() }
    if random.chance(0.01) {
      bench.wishes.force = OwnerWishes.Force(boards: ["b1", "b3"], until: bench.now + .seconds(random.between(1, 900)))
    }
  }

  private func judge(_ decision: Decision, _ battery: BatteryView, _ before: [BoardView]) -> [String] {
    var found: [String] = []
    let isDead = battery.voltage.map { !($0 >= law.voltages.floor) } ?? true
    if isDead, !decision.boards.isEmpty { found.append("runs below the floor at \(bench.now)") }
    if battery.age.map({ $0 >= law.times.staleOff }) ?? true, !decision.boards.isEmpty {
      found.append("runs on stale data at \(bench.now)")
    }
    if decision.reason.description.last != "." || decision.nextChange.condition.isEmpty {
      found.append("no reason at \(bench.now)")
    }
    for board in before { found += judge(board, decision) }
    return found
  }

  private func judge(_ board: BoardView, _ decision: Decision) -> [String] {
    let shall = decision.boards.contains(board.id)
    if shall, let off = board.offSince, bench.now - off < law.times.shortestOff {
      return ["\(board.id) started too soon at \(bench.now)"]
    }
    guard !shall, let on = board.runningSince, bench.now - on < law.times.shortestOn else { return [] }
    switch decision.reason {
    case .plan, .stateOfCharge, .voltageOnly: return ["\(board.id) stopped too soon at \(bench.now)"]
    default: return []
    }
  }
}

/// SplitMix64: small, seeded, the same on every platform.
struct TrialRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func between(_ low: Double, _ high: Double) -> Double { Double.random(in: low..<high, using: &self) }
  mutating func chance(_ probability: Double) -> Bool { between(0, 1) < probability }
}
