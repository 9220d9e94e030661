import Agent
import Mining
import Simulator
import Units

/// Fills a book with months of a simulated rig in seconds: the recorder and the store are the agent's own, the world is
/// the simulator's, and a simple rule stands for the governor. For trying reports without waiting.
struct YearOfHistory {
  /// How a rig of so many boards is made: a panel and a battery that carry it in summer and not in winter.
  static func world(boards: Int, seed: UInt64) -> WorldDescription {
    WorldDescription(
      sun: .madeUpYear(seed: seed), panel: PanelDescription(peak: Watts(10 + 4 * Double(boards))),
      battery: .lithiumIronPhosphate4S(capacity: AmpHours(6 + 1.5 * Double(boards))), host: Watts(1), seed: seed)
  }

  /// What a board draws while it mines.
  static let draw = Watts(0.12)

  let boards: Int
  private var year: SimulatedYear
  private let world: WorldDescription
  private var recorder: HistoryRecorder
  private var ledger = EnergyLedger(longestStep: .seconds(120))
  private var wanted = 0
  private var shares: [HistoryShares]
  private var credit: [Double]
  private var fresh: [Int]

  /// A rig at the first of January 2025.
  init(boards: Int, seed: UInt64 = 1) {
    self.boards = boards
    world = Self.world(boards: boards, seed: seed)
    year = SimulatedYear(world, boards: boards, mining: Self.draw)
    recorder = HistoryRecorder(started: year.now, wall: year.calendar, level: .minute, boardLevel: .quarter)
    shares = Array(repeating: HistoryShares(), count: boards)
    credit = Array(repeating: 0, count: boards)
    fresh = Array(repeating: 0, count: boards)
  }

  /// The truth so far.
  var truth: EnergyTruth { year.truth }

  /// Lives so many days and writes a transaction for each.
  mutating func fill(_ store: HistoryStore, days: Int) throws(HistoryError) {
    _ = try store.begin(program: Version.pool, boot: "simulated", uptime: year.now.seconds, wall: year.calendar)
    recorder.note(.start, of: Version.pool, at: year.now)
    for _ in 0..<days {
      for _ in 0..<1440 { minute() }
      for batch in recorder.harvest(at: year.now) { try store.write(batch) }
    }
    recorder.note(.stop, of: Version.pool, at: year.now)
    for batch in recorder.harvest(at: year.now) { try store.write(batch) }
    try store.end(after: Double(days) * 86400)
  }

  private mutating func minute() {
    let meters = year.meters
    let isOn = meters.hostPowered
    note(meters, isOn: isOn)
    let minute = Int(year.now.seconds / 60)
    if minute % 15 == 0 { decide(meters) }
    year.live(.seconds(60), boards: wanted)
    mine()
    if minute % 15 == 14 {
      for board in 0..<boards { recorder.count("b\(board + 1)", shares: shares[board], brownOuts: 0, at: year.now) }
    }
  }

  private mutating func note(_ meters: ElectricalState, isOn: Bool) {
    let panel = meters.panel * meters.panelCurrent
    let running = isOn ? wanted : 0
    let draws = Dictionary(uniqueKeysWithValues: (0..<running).map { ("b\($0 + 1)", Self.draw) })
    let host = isOn ? world.host : .zero
    let used = host + Self.draw * Double(running)
    let regulator = isOn ? used * (1 / world.regulator.efficiency - 1) + world.regulator.quiescent : .zero
    ledger.enter(
      EnergyFlows(
        panel: panel, battery: meters.battery * meters.batteryCurrent, boards: draws, host: host,
        conversion: regulator + world.charger.standby + panel * (1 - world.charger.efficiency)), at: year.now)
    var sample = HistorySample(time: year.now, wall: year.calendar, ledger: ledger)
    sample.charge = meters.charge.value
    sample.deviation = 0.04
    sample.voltage = meters.battery
    sample.temperature = meters.temperature
    sample.panel = panel
    sample.sun = panel * world.charger.efficiency
    sample.curtailed = max(.zero, year.offered - panel) * world.charger.efficiency
    sample.forecast = year.offered * world.charger.efficiency * 0.95
    sample.boards = draws.mapValues { _ in .active }
    sample.limit = limit(meters, sun: panel, spare: sample.curtailed)
    sample.decision = ("run", wanted, reason(meters), "when the battery is worth another number of boards")
    recorder.take(sample)
  }

  private func limit(_ meters: ElectricalState, sun: Watts, spare: Watts) -> BindingLimit {
    if !meters.hostPowered { return .floor }
    if wanted == boards { return spare > Watts(0.5) ? .curtailed : .allOn }
    return sun > Watts(0.5) ? .sun : .nightReserve
  }

  private func reason(_ meters: ElectricalState) -> String {
    "The battery is at \(meters.charge), which is worth \(wanted) of \(boards) boards."
  }

  /// More boards the fuller the battery; in the dark only what is left above the night's reserve.
  private mutating func decide(_ meters: ElectricalState) {
    let isNight = year.offered < Watts(0.5)
    let reserve = isNight ? 0.6 : 0.35
    let worth = (meters.charge.value - reserve) / (isNight ? 0.4 : 0.3)
    let target = meters.hostPowered ? max(0, min(boards, Int((worth * Double(boards)).rounded()))) : 0
    for board in min(wanted, target)..<max(wanted, target) {
      recorder.noteSwitching("b\(board + 1)", isOn: target > wanted, at: year.now)
      fresh[board] = RewardModel.unpaidShares
    }
    wanted = target
  }

  /// A minute of mining: whole shares as they fall due, the first ten after a start unpaid.
  private mutating func mine() {
    let model = RewardModel()
    guard year.meters.hostPowered else { return }
    for board in 0..<wanted {
      credit[board] += model.sharesPerSecond * 60
      let count = Int(credit[board])
      credit[board] -= Double(count)
      let unpaid = min(fresh[board], count)
      fresh[board] -= unpaid
      shares[board].accepted += count
      shares[board].unpaid += unpaid
      shares[board].hashes += count * 300
      shares[board].reward += Double(count - unpaid) * model.rewardPerShare(ofWorker: board + 1)
    }
  }
}
