import Agent
import Foundation
import Power
import Units

/// A stretch of a simulated run as a picture: sun and load, charge as it was and as it was believed, boards.
struct SimulationChart {
  private let points: [YearRun.Point]
  private let rig: RigDescription
  private let title: String
  private let source: String
  /// Points in a slice of the picture, so that a year has as many as a week.
  private let stride: Int

  init(_ points: ArraySlice<YearRun.Point>, rig: RigDescription, title: String, source: String) {
    self.points = Array(points)
    self.rig = rig
    self.title = title
    self.source = source
    let day = Int(86400 / SolarSeries.step)
    let days = points.count / day
    stride = days <= 3 ? 1 : days <= 16 ? 4 : days <= 60 ? 24 : day
  }

  var svg: String {
    ChartSheet(title, source: source, sentences: [], blocks: [.init("", chart.drawing(width: ChartSheet.inner))]).svg
  }

  private var chart: TimeChart {
    var edges = slices.compactMap { $0.first.map { UnixTime(seconds: $0.time) } }
    if let last = points.last { edges.append(UnixTime(seconds: last.time + SolarSeries.step)) }
    return TimeChart(
      edges: edges, panels: [energy, charge, boards], calendar: LocalCalendar(TimeZone(secondsFromGMT: 0) ?? .current))
  }

  private var slices: [ArraySlice<YearRun.Point>] {
    Swift.stride(from: 0, to: points.count, by: stride).map { points[$0..<min(points.count, $0 + stride)] }
  }

  private func means(_ value: (YearRun.Point) -> Double) -> [Double?] {
    slices.map { slice in slice.isEmpty ? nil : slice.reduce(0) { $0 + value($1) } / Double(slice.count) }
  }

  private var energy: TimeChart.Panel {
    TimeChart.Panel(
      "Sun offered and load", unit: "W", height: 150,
      layers: [
        .wash(.init("sun", .sun, means(\.sun))),
        .steps(.init("load", .ink, means { $0.boards < 0 ? 0 : rig.load(boards: $0.boards).value })),
      ])
  }

  private var charge: TimeChart.Panel {
    let least = slices.map { $0.map(\.charge).min().map { $0 * 100 } }
    let greatest = slices.map { $0.map(\.charge).max().map { $0 * 100 } }
    let band = TimeChart.Layer.band(
      low: .init("", .battery, least), high: .init("least to greatest", .battery, greatest))
    return TimeChart.Panel(
      "State of charge", unit: "%", height: 130, top: 100,
      layers: (stride < 24 ? [] : [band]) + [
        .line(.init("believed", .residual, means { $0.believed * 100 })),
        .line(.init("true", .battery, means { $0.charge * 100 })),
        .level(rig.battery.disconnect.value * 100, name: "disconnect", tint: .alarm),
      ])
  }

  private var boards: TimeChart.Panel {
    let all = Double(max(1, rig.boardCount))
    let isDark = points.contains { $0.boards < 0 }
    let dark = means { $0.boards < 0 ? all : 0 }.map { $0.flatMap { $0 > 0 ? $0 : 0 } }
    return TimeChart.Panel(
      "Boards on", unit: "", height: 80, top: all,
      layers: [.wash(.init("boards", .boards, means { Double(max(0, $0.boards)) }))]
        + (isDark ? [.stack([.init("host dark", .alarm, dark)])] : []))
  }
}
