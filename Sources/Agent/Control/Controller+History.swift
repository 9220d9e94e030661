internal import Foundation
internal import Mining
internal import NIOCore
internal import Power
internal import Units

extension Controller {
  /// Shares and hashes are asked for once a minute.
  private static let countInterval = Duration.seconds(60)

  /// Begins the book of this run. It is opened on a thread of its own, with the first rows.
  func openHistory() {
    let section = configuration.history
    guard section.isEnabled else { return }
    let now = surroundings.timebase.now
    let wall = surroundings.calendar.now
    let program = configuration.pool.fleet.software
    let boot = surroundings.boot ?? UUID().uuidString
    let (loop, control) = (self.loop, WeakController(self))
    historian = HistoryWriter(
      path: section.path, retention: section.retention,
      run: .init(program: program, boot: boot, started: now, wall: wall)
    ) { outcome in
      loop.execute { control.controller?.assumeIsolated { $0.historyTold(outcome) } }
    }
    recorder = HistoryRecorder(started: now, wall: wall, jump: 2 * max(1, surroundings.timebase.speed))
    recorder?.note(.start, of: program, at: now)
    historyTimes = (now + flushInterval, now + Self.countInterval)
  }

  /// Sped up, the card is not written more than twice a real second.
  private var flushInterval: Duration {
    max(configuration.history.flush, .seconds(0.5 * surroundings.timebase.speed))
  }

  /// Enters this cycle, and hands over to the writer when it is time.
  func record(at now: Uptime) {
    guard recorder != nil else { return }
    // First the sample: making it may note an event, and the recorder is open for one change at a time.
    let sample = historySample(at: now)
    recorder?.take(sample)
    if now >= historyTimes.count {
      historyTimes.count = now + Self.countInterval
      countShares(at: now)
    }
    guard now >= historyTimes.flush, let batches = recorder?.harvest(at: now) else { return }
    historyTimes.flush = now + flushInterval
    historian?.post(batches)
  }

  /// Writes the rest and closes the book in order.
  func closeHistory() async {
    guard recorder != nil, let historian else { return }
    let now = surroundings.timebase.now
    // First the sample: making it may note an event, and the recorder is open for one change at a time.
    let sample = historySample(at: now)
    recorder?.take(sample)
    countShares(at: now)
    recorder?.note(.stop, of: configuration.pool.fleet.software, at: now)
    let batches = recorder?.harvest(at: now) ?? []
    recorder = nil
    await historian.finish(batches, at: now)
  }

  private func historySample(at now: Uptime) -> HistorySample {
    var sample = HistorySample(time: now, wall: surroundings.calendar.now, ledger: ledger)
    sample.charge = batteryState?.soc == nil ? nil : charge?.value
    sample.deviation = chargeDeviation
    sample.voltage = senses.batteryVoltage?.value
    sample.temperature = senses.batteryTemperature?.value
    sample.panel = senses.panelPower?.value
    sample.sun = solarPower ?? .zero
    sample.boards = postures
    let isFull = isFull || energy.isFull
    if hasEnergyView, let wall = surroundings.calendar.now { look(at: wall, isFull: isFull, into: &sample) }
    guard let decision else { return sample }
    sample.limit = BindingLimit(
      decision, sun: solarPower, boards: records.values.count { $0.isAvailable }, isFull: isFull)
    sample.decision = (
      decision.stage.name, decision.target, "\(decision.reason)", "\(decision.nextChange)"
    )
    return sample
  }

  /// The forecast of the day's begin, and what the full battery keeps out now.
  private func look(at wall: UnixTime, isFull: Bool, into sample: inout HistorySample) {
    if !(dayForecast?.covers(wall) ?? false) {
      let forecast = DayForecast(at: wall, sun: energy.expectedSun)
      recorder?.note(.forecast, value: forecast.rest(from: wall).value, at: sample.time)
      dayForecast = forecast
    }
    sample.forecast = dayForecast?.power(at: wall) ?? .zero
    if isFull { sample.curtailed = max(.zero, Watts(energy.expectedSun(at: wall)) - sample.sun) }
  }

  private func countShares(at now: Uptime) {
    let workers = fleet?.statusOnEventLoop.workers ?? []
    for record in records.values {
      let counters = boardStatus(of: record.section)?.counters
      let counts = workers.first { $0.worker == record.worker }?.counts ?? ShareCounts()
      var shares = HistoryShares()
      shares.accepted = counts.accepted
      shares.unpaid = counts.unpaid
      shares.blocks = counts.lucky
      shares.refused = counts.refused
      shares.unanswered = counts.unanswered
      shares.wrong = counters?.wrongNonces ?? 0
      shares.hashes = counters?.hashes ?? 0
      let model = RewardModel(hashRate: record.section.dialect.expectedHashRate)
      shares.reward = Double(shares.paid) * model.rewardPerShare(ofWorker: record.worker.index + 1)
      recorder?.count(record.section.name, shares: shares, brownOuts: counters?.brownOuts ?? 0, at: now)
    }
  }

  /// What the writer's thread tells, on the control task.
  private func historyTold(_ outcome: HistoryWriter.Outcome) {
    let now = surroundings.timebase.now
    switch outcome {
    case .written(let lost):
      condition("history", nil)
      if lost > 0 {
        log.warning("history lost rows", ["rows": "\(lost)"])
        recorder?.note(.history, "\(lost) rows were lost while the card took none.", value: Double(lost), at: now)
      }
    case .waiting(let error): condition("history", "\(error)")
    case .setAside(let path, let reason):
      log.warning("history set aside", ["path": path, "why": reason])
      recorder?.note(.history, reason, at: now)
    }
  }
}

extension BindingLimit {
  /// What a decision says about the rig's limit.
  ///
  /// - Parameters:
  ///   - sun: what the panel gives behind the charger; nil where it is not measured.
  ///   - boards: that could run.
  ///   - isFull: the battery takes no more.
  init(_ decision: Decision, sun: Watts?, boards: Int, isFull: Bool) {
    switch decision.reason {
    case .belowFloor, .belowFloorCharge, .latched, .shuttingDown: self = .floor
    case .stale, .untrusted, .recovering, .holdingOnData: self = .sensors
    case .temperature, .shedding, .overdraw, .holding: self = .battery
    case .paused, .forced: self = .owner
    case .schedule: self = .schedule
    case .limited(_, let cause): self = cause.contains("pool") || cause.contains("account") ? .pool : .owner
    case .noBoards: self = .boards
    case .plan, .stateOfCharge, .voltageOnly:
      if boards > 0, decision.target >= boards {
        self = isFull ? .curtailed : .allOn
      } else if case .plan = decision.reason {
        // With the sun up it is the sun that does not carry more; without it the night's reserve is kept.
        self = (sun ?? .zero) > Watts(0.05) ? .sun : .nightReserve
      } else {
        self = .battery
      }
    }
  }
}
