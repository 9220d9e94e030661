internal import Units

/// Reads the lines of a battery log: comma-separated values under a heading that names the columns `t_s`,
/// `voltage_meas_v`, `current_meas_a` (discharge positive) and `temperature_c`; others are passed over.
///
/// An empty field, `nan`, `null` or `NA` is a missing value; a short line misses its last ones.
public struct BatteryTraceReader: Sendable {
  /// One line.
  public struct Row: Sendable, Hashable {
    /// The time as it was written.
    public var timeText: String
    /// The reading; nil when the line has no time.
    public var sample: BatterySample?
  }

  private let time: Int
  private let voltage: Int?
  private let current: Int?
  private let temperature: Int?
  private var line = 1

  /// A reader for logs with this heading.
  public init(heading: String) throws(TraceError) {
    let names = heading.split(separator: ",", omittingEmptySubsequences: false).map { Self.trimmed($0) }
    func column(_ name: String) -> Int? { names.firstIndex(of: name) }
    guard let time = column("t_s") else { throw .missingColumn("t_s", heading: heading) }
    guard let voltage = column("voltage_meas_v") else { throw .missingColumn("voltage_meas_v", heading: heading) }
    self.time = time
    self.voltage = voltage
    current = column("current_meas_a")
    temperature = column("temperature_c")
  }

  /// The next line; its number is counted for errors.
  public mutating func read(_ text: String) throws(TraceError) -> Row {
    line += 1
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    let seconds = try number(fields, time, "t_s")
    let volts = try voltage.flatMap { index throws(TraceError) in try number(fields, index, "voltage_meas_v") }
    let amps = try current.flatMap { index throws(TraceError) in try number(fields, index, "current_meas_a") }
    let degrees = try temperature.flatMap { index throws(TraceError) in try number(fields, index, "temperature_c") }
    let written = time < fields.count ? Self.trimmed(fields[time]) : ""
    guard let seconds, seconds.magnitude < 9e9 else { return Row(timeText: written, sample: nil) }
    return Row(
      timeText: written,
      sample: BatterySample(
        time: Uptime(seconds: seconds), voltage: volts.map { Volts($0) }, current: amps.map { Amps(-$0) },
        temperature: degrees.map { Celsius($0) }))
  }

  private func number(_ fields: [Substring], _ index: Int, _ column: String) throws(TraceError) -> Double? {
    guard index < fields.count else { return nil }
    let text = Self.trimmed(fields[index])
    guard !["", "nan", "null", "na"].contains(text.lowercased()) else { return nil }
    guard let value = Double(text) else { throw .notANumber(line: line, column: column, text: text) }
    return value.isFinite ? value : nil
  }

  static func trimmed(_ text: Substring) -> String {
    var text = text
    let blanks: Set<Character> = [" ", "\t", "\r", "\u{FEFF}", "\""]
    while let first = text.first, blanks.contains(first) { text.removeFirst() }
    while let last = text.last, blanks.contains(last) || last == "\r\n" { text.removeLast() }
    return String(text)
  }
}
