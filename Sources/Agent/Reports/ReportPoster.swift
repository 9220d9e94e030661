/// A report as one SVG picture: headline, budget, course, limits.
public struct ReportPoster: Sendable {
  private let report: Report
  private let calendar: LocalCalendar

  /// The picture of a report.
  public init(_ report: Report, in calendar: LocalCalendar) {
    self.report = report
    self.calendar = calendar
  }

  /// The whole file.
  public var svg: String {
    ChartSheet(
      report.period.title, source: report.rig.map { "Akkurat · \($0)" } ?? "Akkurat",
      sentences: ReportWords(report).summary, blocks: report.period.recordedHours > 0 ? blocks : []
    ).svg
  }

  private var blocks: [ChartSheet.Block] {
    let charts = ReportCharts(report, in: calendar)
    var blocks = [
      ChartSheet.Block("Power budget", charts.balance.drawing(width: ChartSheet.inner)),
      ChartSheet.Block("", charts.course.drawing(width: ChartSheet.inner)),
    ]
    if !report.limits.isEmpty {
      blocks.append(.init("What limited the rig", charts.limits.drawing(width: ChartSheet.inner)))
    }
    return blocks
  }
}
