import Foundation
import Units

@testable import Agent

/// A history as a rig might have written it: sun by the hour and the season, clouds by the day, a battery that fills
/// and empties, boards that follow. Seeded; its sums add up by construction, but for a small residual.
struct MadeUpHistory {
  var capacity = 76.8
  var boardCount = 6
  var level = HistoryLevel.quarter
  /// Days without any row.
  var missingDays: Set<Int> = []
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed) }

  var names: [String] { (1...max(1, boardCount)).map { "b\($0)" } }

  mutating func material(from since: UnixTime, days: Int) -> ReportMaterial {
    var material = ReportMaterial(names: names, capacity: WattHours(capacity), program: "Akkurat 0.1.0", rig: "Balcony")
    var charge = 0.6
    var cloud = 0.7
    for day in 0..<days {
      cloud = min(1, max(0.08, cloud * 0.4 + 0.65 * Double.random(in: 0...1, using: &random)))
      guard !missingDays.contains(day) else { continue }
      for step in 0..<(86400 / level.seconds) {
        let start = Int(since.seconds) + day * 86400 + step * level.seconds
        let interval = interval(at: start, cloud: cloud, charge: &charge)
        material.intervals.append(interval)
        material.boards += boards(of: interval)
      }
      material.events += events(day: Int(since.seconds) + day * 86400)
    }
    material.troubles = troubles(since, days)
    return material
  }

  private mutating func interval(at start: Int, cloud: Double, charge: inout Double) -> HistoryInterval {
    let seconds = Double(level.seconds)
    let hours = seconds / 3600
    var row = HistoryInterval(start: start, level: level, seconds: seconds)
    let hour = Double(start % 86400) / 3600 + hours / 2
    let season = 0.8 - 0.3 * cos(2 * .pi * (Double(start) / 86400 + 10) / 365.25)
    let elevation = level == .day ? 0.3 : max(0, sin(.pi * (hour - 6) / 12))
    let flicker = 1 - 0.3 * Double.random(in: 0...1, using: &random)
    let panel = 24 * season * elevation * cloud * flicker
    let wanted = min(boardCount, max(0, Int((charge - 0.25) * 12 + (panel > 6 ? 2 : 0))))
    let boards = Double(wanted) * 0.12
    let host = 0.8
    let conversion = panel * 0.08 + (boards + host) * 0.11 + 0.1
    let spare = panel - boards - host - conversion
    let isFull = charge >= 0.995 && spare > 0
    let battery = isFull ? 0 : spare
    row.panel = WattHours((isFull ? panel - spare : panel) * hours)
    row.curtailed = WattHours(isFull ? spare * hours : 0)
    row.boards = WattHours(boards * hours)
    row.boardsMeasured = WattHours(boards * hours * 0.5)
    row.host = WattHours(host * hours)
    row.conversion = WattHours(conversion * hours * Double.random(in: 0.96...1.03, using: &random))
    if battery >= 0 { row.charged = WattHours(battery * hours) } else { row.discharged = WattHours(-battery * hours) }
    charge = min(1, max(0.08, charge + battery * hours * (battery > 0 ? 0.96 : 1) / capacity))
    row.charge = HistoryBand(
      least: max(0, charge - 0.01), mean: charge, greatest: min(1, charge + 0.01), seconds: seconds)
    row.deviation = 0.018
    row.voltage = HistoryBand(12 + 1.6 * charge, seconds: seconds)
    row.temperature = HistoryBand(8 + 14 * season + 4 * elevation, seconds: seconds)
    row.sun = WattHours(row.panel.value * 0.92)
    row.forecast = WattHours(24 * season * elevation * 0.55 * hours * 0.92)
    row.boardsOn = [wanted: seconds]
    row.limits = [limit(wanted, panel, isFull, start): seconds]
    row.switchings = Int.random(in: 0...20, using: &random) == 0 ? 2 : 0
    row.shares.accepted = Int(Double(wanted) * 0.49 * seconds)
    row.shares.unpaid = min(row.shares.accepted, 10)
    row.shares.hashes = Int(Double(wanted) * 190 * seconds)
    row.shares.reward = Double(row.shares.paid) * 2.6e-4
    row.gaps = Double.random(in: 0...1, using: &random) < 0.01 ? seconds * 0.2 : 0
    return row
  }

  private func limit(_ boards: Int, _ panel: Double, _ isFull: Bool, _ start: Int) -> BindingLimit {
    if boards == boardCount { return isFull ? .curtailed : .allOn }
    if start / 7200 % 37 == 0 { return .pool }
    if start / 7200 % 53 == 0 { return .owner }
    return panel < 0.5 ? .nightReserve : .sun
  }

  private func boards(of interval: HistoryInterval) -> [BoardInterval] {
    guard let count = interval.boardsOn.keys.first, count > 0 else { return [] }
    return (1...count).map { index in
      var row = BoardInterval(board: "b\(index)", start: interval.start, level: interval.level)
      row.energy = interval.boards / Double(count)
      row.measured = interval.boardsMeasured / Double(count)
      row.active = interval.seconds * 0.97
      row.idle = interval.seconds * 0.03
      row.shares.accepted = interval.shares.accepted / count
      row.shares.unpaid = interval.shares.unpaid / count
      row.shares.hashes = interval.shares.hashes / count
      row.shares.reward = interval.shares.reward / Double(count)
      return row
    }
  }

  private mutating func events(day: Int) -> [HistoryEvent] {
    guard Double.random(in: 0...1, using: &random) < 0.15 else { return [] }
    let time = UnixTime(seconds: Double(day) + 43_000)
    return [
      HistoryEvent(at: time, .override, of: "3", "2 boards on.", by: "anna over the socket", value: 7200),
      HistoryEvent(at: time + .seconds(4000), .brownOut, of: "b2", value: 1),
    ]
  }

  private func troubles(_ since: UnixTime, _ days: Int) -> [HistoryTrouble] {
    stride(from: 1, to: days, by: 9).map { day in
      let began = since + .seconds(Double(day) * 86400 + 30_000)
      return day % 2 == 0
        ? HistoryTrouble(
          key: "pool.link", text: "The pool at 127.0.0.1:2811 cannot be reached: connection refused.", began: began,
          ended: began + .seconds(1900))
        : HistoryTrouble(
          key: "sensor.panel", text: "The panel's INA226 at 0x41 does not answer; check its supply and wires.",
          began: began, ended: began + .seconds(700))
    }
  }
}
