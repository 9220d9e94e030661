internal import Units

/// What `GET /api/v1/report` and `GET /api/v1/chart` ask for: the period as `akkurat report` names it.
struct WebReport: Sendable {
  /// Pixels a chart may be wide.
  static let widths = 240...1600

  let body: ReportOperation.Body
  let format: ReportFormat
  let width: Int

  /// Reads a query; today's report as JSON unless it says otherwise.
  init(_ query: [String: String]) throws(WebProblem) {
    var body = ReportOperation.Body()
    if let text = query["period"] {
      guard let kind = ReportPeriod.Kind(rawValue: text) else {
        throw Self.problem("\"period\" is day, week, month, year or span.")
      }
      body.period = kind
    }
    if let text = query["ago"] {
      guard let ago = Int(text) else { throw Self.problem("\"ago\" is a whole number of periods.") }
      body.ago = ago
    }
    body.since = query["since"]
    body.until = query["until"]
    guard let format = ReportFormat(rawValue: query["format"] ?? "json") else {
      throw Self.problem("\"format\" is json, csv, html, svg or text.")
    }
    guard let width = Int(query["width"] ?? "920"), Self.widths.contains(width) else {
      throw Self.problem("\"width\" is from \(Self.widths.lowerBound) to \(Self.widths.upperBound) pixels.")
    }
    self.body = body
    self.format = format
    self.width = width
  }

  /// The report.
  func answer(by operation: ReportOperation) async -> Result<WebAnswer, ControlRefusal> {
    let format = format
    do throws(ControlRefusal) {
      let text = try await operation.made(body) { report, calendar in
        "akkurat-\(Self.fileName(report))\n" + format.render(report, in: calendar)
      }
      let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return .success(
        WebAnswer(Array(parts[1].utf8), type: format.mediaType)
          .with("content-disposition", "inline; filename=\"\(parts[0]).\(format.fileExtension)\"")
          .with("x-akkurat-report", "1"))
    } catch {
      return .failure(error)
    }
  }

  /// Its course as a picture: sun and load, charge, boards.
  func chart(by operation: ReportOperation) async -> Result<WebAnswer, ControlRefusal> {
    let width = Double(width)
    do throws(ControlRefusal) {
      let picture = try await operation.made(body) { report, calendar in
        guard report.period.recordedHours > 0 else { return Self.nothing(report, width) }
        return ReportCharts(report, in: calendar).course.drawing(width: width)
          .document(named: "Sun and load, state of charge, boards on: \(report.period.title)")
      }
      return .success(WebAnswer(Array(picture.utf8), type: "image/svg+xml").with("x-akkurat-report", "1"))
    } catch {
      return .failure(error)
    }
  }

  private static func nothing(_ report: Report, _ width: Double) -> String {
    var drawing = SVGDrawing(width: width, height: 120)
    drawing.rect(0, 0, width, 120, "f-unknown")
    drawing.text("Nothing is recorded of \(report.period.title) yet.", width / 2, 64, "f-muted", anchor: .middle)
    return drawing.document(named: "Nothing recorded")
  }

  /// The period's begin is enough to tell files apart.
  private static func fileName(_ report: Report) -> String {
    "\(report.period.kind.rawValue)-\(report.period.since.prefix(10))"
  }

  private static func problem(_ text: String) -> WebProblem { WebProblem(422, "out_of_range", text) }
}
