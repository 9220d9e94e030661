import Agent
import Foundation
import Power
import Units

/// A budget as a picture: month by month, and what other numbers of boards, panels and batteries would bring.
struct BudgetChart {
  let budget: RigBudget
  let title: String
  let sentences: [String]

  var svg: String {
    ChartSheet(
      title, source: "Akkurat budget", sentences: sentences,
      blocks: [
        .init("", months.drawing(width: ChartSheet.inner)),
        .init("Worker-hours a year by number of boards", options(budget.boardOptions, .boards)),
        .init("What more would buy, in worker-hours a year", options([budget.asDescribed] + budget.purchases, .sun)),
      ]
    ).svg
  }

  /// The months of no certain year: only their names are shown.
  private var months: TimeChart {
    let edges = (1...13).map { CalendarDate(year: $0 > 12 ? 2026 : 2025, month: ($0 - 1) % 12 + 1, day: 1).midnight }
    var panels = [
      panel("Sun behind the charger", "Wh", .sun, budget.months.map(\.sun)),
      panel("Boards × hours", "h", .boards, budget.months.map(\.workerHours)),
    ]
    if budget.months.contains(where: { $0.darkHours > 0 }) {
      panels.append(panel("Host dark", "h", .alarm, budget.months.map(\.darkHours), height: 50))
    }
    return TimeChart(
      edges: edges, panels: panels, calendar: LocalCalendar(TimeZone(secondsFromGMT: 0) ?? .current),
      labels: LocalCalendar.months)
  }

  private func panel(
    _ title: String, _ unit: String, _ tint: ChartTint, _ values: [Double], height: Double = 110
  ) -> TimeChart.Panel {
    TimeChart.Panel(title, unit: unit, height: height, layers: [.stack([.init(title, tint, values)])])
  }

  private func options(_ options: [RigBudget.Option], _ tint: ChartTint) -> SVGDrawing {
    BarChart(
      options.map { option in
        let dark = option.darkHours >= 0.5 ? ", dark \(Decimal.fixed(option.darkHours, 0)) h" : ""
        return .init(
          option.name,
          figure: "\(Decimal.fixed(option.workerHours, 0)) h, \(Decimal.fixed(option.reward, 0)) DUCO\(dark)",
          parts: [.init(option.name, option.workerHours, tint)])
      }
    ).drawing(width: ChartSheet.inner)
  }
}
