internal import Foundation
public import Units

/// Makes a ``Report`` from rows of the history: sums, never guesses.
///
/// A row counts where its middle lies, and once; so the report's totals are the history's.
public struct ReportMaker: Sendable {
  private let period: ReportPeriod
  private let calendar: LocalCalendar
  private let now: UnixTime

  /// - Parameter now: when the report is made; a period that has not ended yet is reported up to here.
  public init(_ period: ReportPeriod, in calendar: LocalCalendar, at now: UnixTime) {
    self.period = period
    self.calendar = calendar
    self.now = now
  }

  /// The report.
  public func report(of material: ReportMaterial) -> Report {
    // The youngest row may reach past the present.
    let last = material.intervals.filter { Double($0.start) < now.seconds }.map { Double($0.end) }.max() ?? 0
    let grid = ReportGrid(
      period, until: UnixTime(seconds: max(now.seconds, last)),
      coarsest: material.intervals.map(\.level.seconds).max() ?? 0, in: calendar)
    var sums = (0..<grid.edges.count - 1).map { HistoryInterval(start: Int(grid.edges[$0].seconds), level: .fine) }
    var known: [HistoryBand] = []
    for interval in material.intervals.sorted(by: { $0.start < $1.start }) {
      guard let slice = grid.slice(of: interval) else { continue }
      sums[slice].add(interval)
      if let charge = interval.charge { known.append(charge) }
    }
    let total = Self.sum(sums[...])
    let battery = battery(total, sums, grid, ends: (known.first?.mean, known.last?.mean), material.capacity)
    var energy = Self.energy(total)
    if let before = battery.chargeBefore, let after = battery.chargeAfter, let capacity = material.capacity {
      let stored = (after - before) * capacity.value
      energy.storedWh = stored
      energy.batteryLossWh = energy.chargedWh - energy.dischargedWh - stored
    }
    let notes = ReportNotes(material, period: period, calendar: calendar)
    return Report(
      program: material.program, rig: material.rig, period: part(total), energy: energy, battery: battery,
      mining: Self.mining(total),
      boardHours: total.boardsOn.sorted { $0.key < $1.key }.map { .init(boards: $0.key, hours: $0.value / 3600) },
      limits: Self.limits(total.limits), boards: boards(material), rows: rows(sums, grid), slices: slices(sums, grid),
      overrides: notes.overrides, alarms: notes.alarms, sensorGaps: notes.sensorGaps, brownOuts: notes.brownOuts,
      events: notes.events)
  }

  private static func sum(_ intervals: ArraySlice<HistoryInterval>) -> HistoryInterval {
    var sum = HistoryInterval(start: intervals.first?.start ?? 0, level: .fine)
    for interval in intervals { sum.add(interval) }
    return sum
  }

  private func part(_ total: HistoryInterval) -> Report.PeriodPart {
    let end = min(period.until, max(period.since, now))
    return Report.PeriodPart(
      kind: period.kind, title: period.title, since: calendar.iso8601(period.since),
      until: calendar.iso8601(period.until),
      zone: calendar.name, made: calendar.iso8601(now), hours: (end - period.since).hours,
      recordedHours: total.seconds / 3600, gapHours: total.gaps / 3600, isUnsynchronised: total.isUnsynchronised)
  }

  private static func energy(_ sum: HistoryInterval) -> Report.EnergyPart {
    Report.EnergyPart(
      panelWh: sum.panel.value, chargedWh: sum.charged.value, dischargedWh: sum.discharged.value,
      loadWh: sum.load.value, boardsWh: sum.boards.value, boardsMeasuredWh: sum.boardsMeasured.value,
      hostWh: sum.host.value, conversionWh: sum.conversion.value, residualWh: sum.residual.value,
      curtailedWh: sum.curtailed.value, sunWh: sum.sun.value,
      forecastWh: sum.forecast.value > 0 ? sum.forecast.value : nil)
  }

  private func battery(
    _ total: HistoryInterval, _ sums: [HistoryInterval], _ grid: ReportGrid, ends: (Double?, Double?),
    _ capacity: WattHours?
  ) -> Report.BatteryPart {
    var days: [CalendarDate: HistoryBand] = [:]
    for (sum, edge) in zip(sums, grid.edges) {
      guard let charge = sum.charge else { continue }
      let date = calendar.moment(edge).date
      days[date] = .joined(days[date], charge)
    }
    let depths = days.values.map { $0.greatest - $0.least }
    return Report.BatteryPart(
      chargeBefore: ends.0, chargeAfter: ends.1, chargeLeast: total.charge?.least, chargeMean: total.charge?.mean,
      chargeGreatest: total.charge?.greatest, deviation: total.charge == nil ? nil : total.deviation,
      voltageLeastV: total.voltage?.least, voltageGreatestV: total.voltage?.greatest,
      temperatureLeastC: total.temperature?.least, temperatureGreatestC: total.temperature?.greatest,
      capacityWh: capacity?.value, cycles: capacity.map { $0 > .zero ? total.discharged / $0 : 0 },
      depthMean: depths.isEmpty ? nil : depths.reduce(0, +) / Double(depths.count))
  }

  private static func mining(_ total: HistoryInterval) -> Report.MiningPart {
    let workerSeconds = workerSeconds(total)
    let counted = total.boardsOn.values.reduce(0, +)
    let load = total.load.value
    return Report.MiningPart(
      workerHours: workerSeconds / 3600, boardsMean: counted > 0 ? workerSeconds / counted : nil,
      switchings: total.switchings, brownOuts: total.brownOuts, shares: shares(total.shares),
      joulesPerHash: total.shares.hashes > 0 ? total.boards.value * 3600 / Double(total.shares.hashes) : nil,
      sharesPerWh: load > 0 ? Double(total.shares.accepted) / load : nil,
      rewardPerWh: load > 0 ? total.shares.reward / load : nil)
  }

  private static func workerSeconds(_ sum: HistoryInterval) -> Double {
    sum.boardsOn.reduce(0) { $0 + Double($1.key) * $1.value }
  }

  static func shares(_ shares: HistoryShares) -> Report.SharesPart {
    Report.SharesPart(
      accepted: shares.accepted, unpaid: shares.unpaid, blocks: shares.blocks, refused: shares.refused,
      unanswered: shares.unanswered, wrong: shares.wrong, hashes: shares.hashes, reward: shares.reward)
  }

  private static func limits(_ limits: [BindingLimit: Double]) -> [Report.LimitPart] {
    let limited = limits.filter { $0.key.isLimit }.values.reduce(0, +)
    return limits.filter { $0.value > 0 }
      .sorted {
        ($0.key.isLimit ? 0 : 1, -$0.value, $0.key.rawValue) < ($1.key.isLimit ? 0 : 1, -$1.value, $1.key.rawValue)
      }
      .map { limit, seconds in
        Report.LimitPart(
          limit: limit.rawValue, words: limit.words, hours: seconds / 3600,
          share: limit.isLimit ? seconds / limited : nil)
      }
  }

  private func boards(_ material: ReportMaterial) -> [Report.BoardPart] {
    var sums: [String: BoardInterval] = [:]
    for row in material.boards {
      let middle = Double(row.start) + Double(row.level.seconds) / 2
      guard middle >= period.since.seconds, middle < period.until.seconds else { continue }
      sums[row.board, default: BoardInterval(board: row.board, start: row.start, level: row.level)].add(row)
    }
    // b2 before b10.
    let others = Set(sums.keys).subtracting(material.names).sorted {
      $0.compare($1, options: .numeric) == .orderedAscending
    }
    return (material.names + others).map { name in
      Self.board(sums[name] ?? BoardInterval(board: name, start: 0, level: .minute))
    }
  }

  private static func board(_ sum: BoardInterval) -> Report.BoardPart {
    let hashes = Double(sum.shares.hashes)
    return Report.BoardPart(
      name: sum.board, onHours: sum.powered / 3600, activeHours: sum.active / 3600, energyWh: sum.energy.value,
      measured: sum.energy > .zero ? sum.measured / sum.energy : 0, starts: sum.starts, brownOuts: sum.brownOuts,
      shares: shares(sum.shares), hashRate: sum.active > 0 && hashes > 0 ? hashes / sum.active : nil,
      joulesPerHash: hashes > 0 ? sum.energy.value * 3600 / hashes : nil)
  }
}

extension ReportMaker {
  private func slices(_ sums: [HistoryInterval], _ grid: ReportGrid) -> [Report.StretchPart] {
    sums.indices.map { index in
      stretch(sums[index], from: grid.edges[index], to: grid.edges[index + 1], label: calendar.brief(grid.edges[index]))
    }
  }

  private func rows(_ sums: [HistoryInterval], _ grid: ReportGrid) -> [Report.StretchPart] {
    var first = 0
    return grid.rows.enumerated().map { index, row in
      var last = first
      while last < sums.count, grid.rowOfSlice[last] == index { last += 1 }
      defer { first = last }
      return stretch(Self.sum(sums[first..<last]), from: row.start, to: grid.edges[last], label: row.label)
    }
  }

  private func stretch(
    _ sum: HistoryInterval, from start: UnixTime, to end: UnixTime, label: String
  ) -> Report.StretchPart {
    Report.StretchPart(
      since: calendar.iso8601(start), start: start.seconds, hours: (end - start).hours, label: label,
      recordedHours: sum.seconds / 3600, energy: Self.energy(sum), chargeLeast: sum.charge?.least,
      chargeMean: sum.charge?.mean, chargeGreatest: sum.charge?.greatest,
      workerHours: Self.workerSeconds(sum) / 3600, accepted: sum.shares.accepted, unpaid: sum.shares.unpaid,
      reward: sum.shares.reward,
      limit: sum.limits.filter { $0.key.isLimit }.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?
        .key.rawValue)
  }
}

extension BindingLimit {
  /// Whether more boards might have run without it.
  var isLimit: Bool { self != .allOn && self != .curtailed }
}
