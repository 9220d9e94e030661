internal import Units

/// A report as one SVG picture: headline, budget, course, limits.
public struct ReportPoster: Sendable {
  private let report: Report
  private let calendar: LocalCalendar
  private let width = 960.0

  /// The picture of a report.
  public init(_ report: Report, in calendar: LocalCalendar) {
    self.report = report
    self.calendar = calendar
  }

  /// The whole file.
  public var svg: String {
    let charts = ReportCharts(report, in: calendar)
    let inner = width - 56
    var page = SVGDrawing(width: width, height: 0)
    var y = 46.0
    page.text(report.period.title, 28, y, "f-ink title")
    page.text(report.rig.map { "Akkurat · \($0)" } ?? "Akkurat", width - 28, y, "f-muted", anchor: .end)
    for line in Self.wrapped(ReportWords(report).summary.joined(separator: " "), 138) {
      y += 20
      page.text(line, 28, y, "f-ink")
    }
    guard report.period.recordedHours > 0 else {
      page.grow(to: y + 28)
      return page.document(named: "Akkurat: \(report.period.title)")
    }
    y += 18
    for (title, drawing) in [
      ("Power budget", charts.balance.drawing(width: inner)), ("", charts.course.drawing(width: inner)),
      ("What limited the rig", charts.limits.drawing(width: inner)),
    ] where drawing.height > 0 {
      if !title.isEmpty {
        y += 24
        page.text(title, 28, y, "f-ink head")
        y += 8
      }
      page.add(drawing, x: 28, y: y)
      y += drawing.height + 8
    }
    page.grow(to: y + 16)
    return page.document(named: "Akkurat: \(report.period.title)")
  }

  /// Broken between words after so many letters.
  private static func wrapped(_ text: String, _ width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
