/// The forms in which a report is given.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For a terminal of 80 columns.
  case text
  /// For programs.
  case json
  /// For spreadsheets.
  case csv
  /// For reading and printing: one file, complete in itself.
  case html
  /// A picture.
  case svg

  /// The end of a file's name.
  public var fileExtension: String { self == .text ? "txt" : rawValue }

  /// The media type.
  public var mediaType: String {
    switch self {
    case .text: "text/plain; charset=utf-8"
    case .json: "application/json"
    case .csv: "text/csv; charset=utf-8"
    case .html: "text/html; charset=utf-8"
    case .svg: "image/svg+xml"
    }
  }

  /// A report in this form, ended by a newline.
  ///
  /// - Parameter glyphs: what the reader's terminal shows; of the text only.
  public func render(_ report: Report, in calendar: LocalCalendar, glyphs: TextGlyphs = .unicode) -> String {
    switch self {
    case .text: ReportText(report, in: calendar, glyphs: glyphs).lines.joined(separator: "\n") + "\n"
    case .json: report.json(pretty: true) + "\n"
    case .csv: ReportCSV(report).text
    case .html: ReportPage(report, in: calendar).html
    case .svg: ReportPoster(report, in: calendar).svg
    }
  }
}
