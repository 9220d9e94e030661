/// Why a log or a table cannot be read.
public enum TraceError: Error, Hashable, CustomStringConvertible {
  /// There is no line at all.
  case empty
  /// A needed column is not in the heading.
  case missingColumn(String, heading: String)
  /// A field holds something else than a number.
  case notANumber(line: Int, column: String, text: String)
  /// The points of a voltage table do not make a curve.
  case noCurve(line: Int, reason: String)

  /// The line it was found in, counted from 1.
  public var line: Int {
    switch self {
    case .empty, .missingColumn: return 1
    case .notANumber(let line, _, _), .noCurve(let line, _): return line
    }
  }

  /// A full sentence.
  public var description: String {
    switch self {
    case .empty: return "The file is empty; its first line must name the columns."
    case .missingColumn(let name, let heading):
      return "The heading \"\(heading.prefix(80))\" has no column \(name)."
    case .notANumber(_, let column, let text):
      return "The column \(column) holds \"\(text.prefix(40))\", which is no number; leave it empty when it is missing."
    case .noCurve(_, let reason): return reason
    }
  }
}
