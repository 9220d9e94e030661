extension VoltageCurve {
  /// Reads a measured rest-voltage table: comma-separated lines under a heading with the columns `soc` (0–1) and
  /// `ocv_v_per_cell`, state of charge rising, volts never falling.
  public init(table text: String) throws(TraceError) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let heading = lines.first, !heading.isEmpty else { throw .empty }
    let names = heading.split(separator: ",").map { BatteryTraceReader.trimmed($0) }
    guard let soc = names.firstIndex(of: "soc") else { throw .missingColumn("soc", heading: String(heading)) }
    guard let volts = names.firstIndex(of: "ocv_v_per_cell") else {
      throw .missingColumn("ocv_v_per_cell", heading: String(heading))
    }
    var points: [(soc: Double, volts: Double)] = []
    for (index, line) in lines.enumerated().dropFirst() where !BatteryTraceReader.trimmed(line).isEmpty {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      let point = (
        soc: try Self.number(fields, soc, "soc", line: index + 1),
        volts: try Self.number(fields, volts, "ocv_v_per_cell", line: index + 1)
      )
      if let last = points.last, point.soc <= last.soc || point.volts < last.volts {
        throw .noCurve(line: index + 1, reason: "State of charge must rise and volts must not fall from line to line.")
      }
      points.append(point)
    }
    guard let curve = VoltageCurve(points: points) else {
      throw .noCurve(
        line: lines.count, reason: "A voltage table needs two or more points with soc from 0 to 1 and volts above 0.")
    }
    self = curve
  }

  private static func number(
    _ fields: [Substring], _ index: Int, _ column: String, line: Int
  ) throws(TraceError) -> Double {
    let text = index < fields.count ? BatteryTraceReader.trimmed(fields[index]) : ""
    guard let value = Double(text), value.isFinite else { throw .notANumber(line: line, column: column, text: text) }
    return value
  }
}
