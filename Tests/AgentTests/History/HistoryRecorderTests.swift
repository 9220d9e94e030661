import Testing
import Units

@testable import Agent

@Suite("The recorder")
struct HistoryRecorderTests {
  /// 2026-06-01 00:00 UTC.
  static let midnight = UnixTime(seconds: 1_780_272_000)

  /// A life in one-second cycles.
  struct Life {
    var recorder: HistoryRecorder
    var ledger = EnergyLedger()
    var now: Uptime
    var wall: UnixTime?
    var boards: [String: HistorySample.Posture] = ["b1": .active]
    var measured: Set<String> = []

    init(from now: Uptime = .zero, wall: UnixTime? = midnight) {
      self.now = now
      self.wall = wall
      recorder = HistoryRecorder(started: now, wall: wall)
    }

    /// Lives a number of cycles with 6 W from the panel, 4 W of it into the battery, 1 W for host and board each.
    mutating func live(_ cycles: Int, step: Double = 1) {
      for _ in 0..<cycles {
        ledger.enter(
          EnergyFlows(
            panel: Watts(6), battery: Watts(4), boards: boards.mapValues { _ in Watts(1) }, measured: measured,
            host: Watts(1), conversion: .zero), at: now)
        var sample = HistorySample(time: now, wall: wall, ledger: ledger)
        sample.charge = 0.5
        sample.voltage = Volts(13)
        sample.boards = boards
        sample.limit = .nightReserve
        sample.decision = ("run", boards.count, "Because.", "when the sun sets")
        recorder.take(sample)
        now = now + .seconds(step)
        wall = wall.map { $0 + .seconds(step) }
      }
    }

    mutating func harvest() -> [HistoryBatch] { recorder.harvest(at: now) }
  }

  @Test("energy, boards and limits of a minute stand in six rows; the parts add up to the book")
  func aMinute() throws {
    var life = Life()
    life.measured = ["b1"]
    life.live(61)
    let batch = try #require(life.harvest().first)
    #expect(batch.intervals.map(\.start) == (0..<6).map { 1_780_272_000 + $0 * 10 })
    let sum = batch.intervals.dropFirst().reduce(into: batch.intervals[0]) { $0.add($1) }
    #expect(abs(sum.panel.value - 0.1) < 1e-9)
    #expect(abs(sum.charged.value - 4.0 / 60) < 1e-9)
    #expect(abs(sum.residual.value) < 1e-9)
    #expect(sum.boardsMeasured == sum.boards)
    #expect(abs(sum.seconds - 60) < 1e-6)
    #expect(abs((sum.limits[.nightReserve] ?? 0) - 60) < 1e-6)
    #expect(abs((sum.boardsOn[1] ?? 0) - 60) < 1e-6)
    #expect(batch.boards.count == 1 && abs(batch.boards[0].active - 60) < 1e-6)
    #expect(batch.decisions.count == 1)
    #expect(!batch.isProvisional)
  }

  @Test("a long step is shared out to the rows it touches; a sleep of hours is not lived through")
  func longSteps() throws {
    var life = Life()
    life.live(3, step: 25)
    var rows = try #require(life.harvest().first).intervals
    #expect(rows.map(\.seconds) == [10, 10, 10, 10, 10])
    #expect(rows.allSatisfy { abs($0.panel.value - 6.0 / 360) < 1e-9 })
    life.now = life.now + .hours(8)
    life.wall = life.wall.map { $0 + .hours(8) }
    life.live(2)
    rows = life.harvest().flatMap(\.intervals)
    #expect(abs(rows.reduce(0) { $0 + $1.seconds } - 1) < 1e-6)
  }

  @Test("shares are counted from one minute to the next, and a count that began anew is not negative")
  func shares() throws {
    var life = Life()
    life.live(2)
    var shares = HistoryShares()
    shares.accepted = 12
    shares.unpaid = 10
    shares.hashes = 9000
    life.recorder.count("b1", shares: shares, brownOuts: 1, at: life.now)
    shares.accepted = 15
    life.recorder.count("b1", shares: shares, brownOuts: 1, at: life.now)
    let batch = try #require(life.harvest().first)
    #expect(batch.intervals.reduce(0) { $0 + $1.shares.accepted } == 15)
    #expect(batch.intervals.reduce(0) { $0 + $1.brownOuts } == 1)
    #expect(batch.boards.reduce(0) { $0 + $1.shares.paid } == 5)
    life.recorder.count("b1", shares: HistoryShares(), brownOuts: 0, at: life.now)
    #expect(life.harvest().flatMap(\.intervals).allSatisfy { $0.shares.accepted == 0 })
  }

  @Test("Scenario 21: rows before the clock is trusted are marked, and get their true date when it is")
  func clockBecomesKnown() throws {
    let folder = HistoryFolder()
    let store = try HistoryStore(path: folder.history)
    // A life before, known by date; then a boot without a calendar.
    try HistoryStoreTests.fill(store, minutes: 3, from: 1_780_272_000 - 7200)
    _ = try store.begin(program: "t", boot: "x", uptime: 50, wall: nil)
    var life = Life(from: Uptime(seconds: 50), wall: nil)
    life.recorder.note(.start, at: life.now)
    life.live(301)
    for batch in life.harvest() { try store.write(batch) }
    let reader = try HistoryReader(path: folder.history)
    let all = (from: UnixTime(seconds: 0), to: UnixTime(seconds: 4e9))
    var rows = try reader.intervals(.fine, from: all.from, to: all.to)
    #expect(rows.filter(\.isUnsynchronised).reduce(0) { $0 + $1.seconds } > 299)
    #expect(rows.filter(\.isUnsynchronised).allSatisfy { $0.start >= 1_780_272_000 - 7200 + 180 })
    #expect(try reader.events([.start], from: all.from, to: all.to).first?.isUnsynchronised == true)
    life.live(10)
    life.wall = Self.midnight + .seconds(311)
    life.live(120)
    for batch in life.harvest() { try store.write(batch) }
    rows = try reader.intervals(.fine, from: all.from, to: all.to)
    #expect(rows.allSatisfy { !$0.isUnsynchronised })
    let mine = rows.filter { $0.start >= 1_780_272_000 - 60 }
    #expect(abs(mine.reduce(0) { $0 + $1.seconds } - 430) < 0.01)
    #expect(abs((mine.map(\.start).min() ?? 0) - 1_780_272_000) <= 10)
    #expect(try reader.events([.start], from: all.from, to: all.to).first?.time == Self.midnight)
    #expect(try reader.events([.clock], from: all.from, to: all.to).count == 1)
    // Energies did not change on the way, on any level.
    for level in HistoryLevel.allCases {
      let sum = try reader.intervals(level, from: all.from, to: all.to).reduce(0) { $0 + $1.panel.value }
      #expect(abs(sum - (18 * 0.01 + 430 * 6 / 3600)) < 1e-4, "level \(level)")
    }
    for level in HistoryLevel.allCases.dropFirst() {
      let active = try reader.boardTotals(level, from: all.from, to: all.to)["b1"]?.active ?? 0
      #expect(abs(active - (180 + 430)) < 0.01, "level \(level)")
    }
  }

  @Test("Scenario 21: days without a calendar are re-dated on every level")
  func longUnsynchronised() throws {
    let folder = HistoryFolder()
    let store = try HistoryStore(path: folder.history)
    _ = try store.begin(program: "t", boot: "x", uptime: 0, wall: nil)
    var life = Life(wall: nil)
    for _ in 0..<36 {
      life.live(360, step: 10)
      for batch in life.harvest() { try store.write(batch) }
    }
    life.wall = Self.midnight
    life.live(2, step: 10)
    for batch in life.harvest() { try store.write(batch) }
    let reader = try HistoryReader(path: folder.history)
    let from = UnixTime(seconds: Self.midnight.seconds - 37 * 3600)
    let to = Self.midnight + .hours(2)
    for level in HistoryLevel.allCases.dropLast() {
      let rows = try reader.intervals(level, from: from, to: to)
      #expect(abs(rows.reduce(0) { $0 + $1.seconds } - 36 * 3600 - 10) < 0.1, "level \(level)")
      #expect(rows.allSatisfy { !$0.isUnsynchronised })
    }
    #expect(abs(try reader.ledger().sum.panel.value - 36 * 6 - 6.0 / 360) < 1e-5)
  }

  @Test("Scenario 21: a clock that is set by years while running is told, and no energy is lost or made")
  func clockJumps() throws {
    var life = Life()
    life.live(30)
    life.wall = life.wall.map { $0 + .hours(24 * 365) }
    life.live(30)
    life.wall = life.wall.map { $0 + .hours(-24 * 800) }
    life.live(31)
    let batches = life.harvest()
    let rows = batches.flatMap(\.intervals)
    #expect(abs(rows.reduce(0) { $0 + $1.seconds } - 90) < 1e-6)
    #expect(abs(rows.reduce(0) { $0 + $1.panel.value } - 0.15) < 1e-9)
    #expect(batches.flatMap(\.events).filter { $0.kind == .clock }.count == 2)
  }
}
