import ArgumentParser
import Foundation
import Power
import Units

/// `akkurat simulate`
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulates a rig's energy through a year of measured sun.",
    discussion: """
      The governor decides behind noisy sensors, as it would on the rig; it never sees the true state. The controllers
      all-on, hysteresis and proportional are yardsticks that do.
      """)

  @Option(help: "The rig's YAML file.")
  var rig: String

  @Option(help: "A year of sun: CSV or CSV.gz with utc_time and pv_w_per_wp.")
  var pv: String

  @OptionGroup
  var series: SeriesOptions

  @Option(help: "Only the first days.")
  var days: Int?

  @Option(help: "governor, all-on, hysteresis or proportional.")
  var controller = "governor"

  @Option(help: "Seed of the sensors' noise.")
  var seed: UInt64 = 1

  @Flag(help: "The governor measures the panel's power, too.")
  var withPv = false

  @Option(
    help:
      "A weather forecast for the days of the series: CSV with utc_time and cloud_cover_percent or ghi_w_m2, or JSON.")
  var weather: String?

  @Option(help: "What the plan tries to get most of: worker-hours or reward.")
  var objective = "worker-hours"

  @Option(help: "Write a picture of the run to this SVG file.")
  var svg: String?

  @Option(help: "First day of the picture, counted from 0.")
  var svgDay = 0

  @Option(help: "Days in the picture.")
  var svgDays = 7

  @Flag(help: "Print the result as JSON.")
  var json = false

  func run() throws {
    let description = try RigFile.rig(rig)
    let sun = try RigFile.series(pv, label: series.parsed(), days: days)
    var settings = PlannerSettings()
    guard let goal = PlannerSettings.Objective(rawValue: objective) else {
      throw ValidationError("\"\(objective)\" is not an objective; write worker-hours or reward.")
    }
    settings.objective = goal
    let foretold = try weather.map { try RigFile.weather($0, rig: description) }
    guard
      let result = YearRun(
        rig: description, series: sun, pilot: try pilot(), settings: settings, weather: foretold)
    else {
      StandardError.print("\(rig): simulate needs the rig's panel; add rig: panel: {peak: \"20 W\"}.")
      throw ExitCode.configuration
    }
    if let svg { try draw(result, to: svg) }
    print(json ? try report(result).text : summary(result))
  }

  private func pilot() throws -> YearRun.Pilot {
    if controller == "governor" { return .governor(seed: seed, withSun: withPv) }
    guard let yardstick = ReferenceController(named: controller) else {
      throw ValidationError(
        "\"\(controller)\" is not a controller; write governor, all-on, hysteresis or proportional.")
    }
    return .reference(yardstick)
  }

  private func report(_ run: YearRun) -> SimulationReport { SimulationReport(run, controller: controller) }

  private func draw(_ run: YearRun, to path: String) throws {
    let first = min(run.points.count, max(0, svgDay * 288))
    let last = min(run.points.count, first + max(1, svgDays) * 288)
    let start = first < last ? UnixTime(seconds: run.points[first].time).description.prefix(10) : ""
    let name = URL(fileURLWithPath: pv).lastPathComponent
    let chart = SimulationChart(
      run.points[first..<last], rig: run.rig, title: "\(controller) from \(start)", source: name)
    try chart.svg.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func summary(_ run: YearRun) -> String {
    let report = report(run)
    let rows =
      TerminalPlot.rows(run) + [
        "",
        "worker-hours   \(report.workerHours.formatted(1))",
        "dark hours     \(report.brownOutHours.formatted(1)) in \(report.outages) outages",
        "switches       \(report.switches) (\(report.switchesADay.formatted(1)) a day)",
        "curtailed      \(report.curtailed.formatted(0)) Wh of \(report.sun.formatted(0)) Wh offered",
        "cycles         \(report.cycles.formatted(1))",
        "shares         \(report.shares.formatted(0)), paid \(report.paidShares.formatted(0)), "
          + "\(report.reward.formatted(1)) DUCO",
      ]
    return rows.joined(separator: "\n")
  }
}

extension Double {
  /// With a fixed number of decimals.
  fileprivate func formatted(_ decimals: Int) -> String { Decimal.fixed(self, decimals) }
}
