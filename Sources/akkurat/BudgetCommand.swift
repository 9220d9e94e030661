import ArgumentParser
import Foundation
import Power
import Units

/// `akkurat budget`
struct BudgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget",
    abstract: "Tells before a screw is turned what a rig would yield, and what more of it would buy.",
    discussion: "Without --pv a typical temperate year is made up from the rig's place; a measured series is better.")

  @Option(help: "The rig's YAML file.")
  var rig: String

  @Option(help: "A year of sun: CSV or CSV.gz with utc_time and pv_w_per_wp.")
  var pv: String?

  @OptionGroup
  var series: SeriesOptions

  @Option(help: "Write a picture of the budget to this SVG file.")
  var svg: String?

  func run() throws {
    let description = try RigFile.rig(rig)
    guard let panel = description.panel else {
      StandardError.print("\(rig): a budget needs the rig's panel; add rig: panel: {peak: \"20 W\"}.")
      throw ExitCode.configuration
    }
    guard let budget = RigBudget(rig: description, series: try sun(description, panel)) else {
      StandardError.print("\(rig): the rig's chemistry is not known.")
      throw ExitCode.configuration
    }
    if let svg { try draw(budget, to: svg) }
    print(text(budget, description).joined(separator: "\n"))
  }

  private func sun(_ rig: RigDescription, _ panel: RigDescription.Panel) throws -> SolarSeries {
    if let pv { return try RigFile.series(pv, label: series.parsed(), days: nil) }
    guard let place = rig.place else {
      StandardError.print(
        "\(self.rig): without --pv a budget needs the rig's place; add rig: place: {latitude: 36.1, longitude: -79.95}."
      )
      throw ExitCode.configuration
    }
    return .typical(latitude: place.latitude, longitude: place.longitude, panel: panel, seed: 1)
  }

  private func draw(_ budget: RigBudget, to path: String) throws {
    let name = URL(fileURLWithPath: rig).lastPathComponent
    let chart = BudgetChart(budget: budget, title: "What \(name) would yield", sentences: sentences(budget))
    do {
      try chart.svg.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      StandardError.print("\(path): the picture cannot be written (\(error.localizedDescription)).")
      throw ExitCode.cannotCreate
    }
  }

  private func sentences(_ budget: RigBudget) -> [String] {
    [
      "A full battery carries the host alone for \(Decimal.fixed(budget.darkDays, 1)) days without sun.",
      "The right number of boards here is \(budget.rightCount): more add less than 5 % to the reward.",
    ]
  }

  private func text(_ budget: RigBudget, _ rig: RigDescription) -> [String] {
    let most = max(1, budget.months.map(\.workerHours).max() ?? 1)
    var lines = ["month   sun Wh  worker-h  dark h"]
    for month in budget.months {
      let bar = String(repeating: "█", count: Int(month.workerHours / most * 40))
      lines.append(
        "\(cell("\(month.month)", 5))\(cell(month.sun, 9))\(cell(month.workerHours, 10))\(cell(month.darkHours, 8))  \(bar)"
      )
    }
    lines.append("")
    lines += sentences(budget)
    lines.append("")
    lines.append("\("option".padded(14))worker-h    dark h      DUCO")
    for option in [budget.asDescribed] + budget.boardOptions + budget.purchases {
      lines.append(
        option.name.padded(14) + cell(option.workerHours, 8) + cell(option.darkHours, 10) + cell(option.reward, 10))
    }
    return lines
  }

  private func cell(_ value: Double, _ width: Int) -> String { cell(Decimal.fixed(value, 0), width) }

  private func cell(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
