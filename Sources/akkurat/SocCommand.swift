import ArgumentParser
import Foundation
import Power
import Units

/// `akkurat soc`: the estimator over a log.
struct SocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soc",
    abstract: "Estimates the state of charge over a battery log.",
    discussion: """
      The log is comma-separated with a heading: t_s, voltage_meas_v, current_meas_a (discharge positive) and
      temperature_c; other columns are ignored, values may be missing. One line comes out for each line that goes in:
      t_s, soc and soc_sd, its standard deviation, both 0-1 of the true capacity. No line depends on a later one.

        akkurat soc --battery "lifepo4 4s 6Ah" trace.csv.gz --ocv table.csv

      Chemistries: nmc, lco, lifepo4, lead-flooded, lead-agm, lead-gel, nimh. A 12 V lead battery has 6s.
      """)

  @Option(help: "Chemistry, cells in series and capacity on the label, such as \"lifepo4 4s 6Ah\".")
  var battery: String

  @Option(help: "Rest voltages measured on this battery: columns soc (0-1) and ocv_v_per_cell.")
  var ocv: String?

  @Flag(help: "Write one JSON object per line.")
  var json = false

  @Argument(help: "The log, .csv or .csv.gz; - reads standard input.")
  var trace: String

  func run() throws {
    var description: Power.BatteryDescription
    do {
      description = try Power.BatteryDescription(parsing: battery)
    } catch {
      StandardError.print("akkurat soc: --battery: \(error)")
      throw ExitCode.usage
    }
    if let ocv { description.table = description.table.replacingCurve(with: try table(ocv)) }
    let lines = try source()
    guard let heading = lines.next() else { throw failure(trace, TraceError.empty) }
    do {
      try estimate(BatteryEstimator(description), heading: heading, lines: lines)
    } catch {
      throw failure(trace, error)
    }
  }

  private func estimate(
    _ fresh: BatteryEstimator, heading: String, lines: AnyIterator<String>
  ) throws(TraceError) {
    var estimator = fresh
    var reader = try BatteryTraceReader(heading: heading)
    var output = LineOutput(flushing: trace == "-")
    defer { output.flush() }
    if !json { output.write("t_s,soc,soc_sd") }
    for line in lines {
      let row = try reader.read(line)
      let state = row.sample.map { estimator.update($0) } ?? estimator.state()
      let soc = Decimal.fixed(state.soc?.value ?? 0.5, 5)
      let deviation = Decimal.fixed(state.standardDeviation, 5)
      if json {
        let time = row.sample == nil ? "null" : Decimal.short(row.sample?.time.seconds ?? 0)
        output.write("{\"t_s\":\(time),\"soc\":\(soc),\"soc_sd\":\(deviation),\"mode\":\"\(state.mode.rawValue)\"}")
      } else {
        output.write("\(row.timeText),\(soc),\(deviation)")
      }
    }
  }

  private func source() throws -> AnyIterator<String> {
    if trace == "-" { return AnyIterator { readLine() } }
    let text = try content(trace)
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var iterator = lines.makeIterator()
    return AnyIterator { iterator.next().map(String.init) }
  }

  private func table(_ path: String) throws -> VoltageCurve {
    let text = try content(path)
    do {
      return try VoltageCurve(table: text)
    } catch {
      throw failure(path, error)
    }
  }

  /// A file's text, unpacked when it is gzip.
  private func content(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      StandardError.print("akkurat soc: \(path): The file cannot be read; check its name and permissions.")
      throw ExitCode.noInput
    }
    var bytes = [UInt8](data)
    do {
      if path.hasSuffix(".gz") || Gunzip.isCompressed(bytes) { bytes = try Gunzip.unpack(bytes) }
    } catch {
      StandardError.print("akkurat soc: \(path): \(error)")
      throw ExitCode.dataError
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func failure(_ path: String, _ error: TraceError) -> ExitCode {
    StandardError.print("akkurat soc: \(path):\(error.line): \(error)")
    return ExitCode.dataError
  }
}
