import Foundation
import Power
import Testing
import Units

/// The traces and tables in `Data`, and how far an estimator is off on them.
enum BatteryTraceFiles {
  static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Data")

  static func text(_ name: String) throws -> String {
    var bytes = [UInt8](try Data(contentsOf: directory.appending(path: name)))
    if Gunzip.isCompressed(bytes) { bytes = try Gunzip.unpack(bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  struct Line {
    var sample: BatterySample
    var truth: Double
  }

  /// All lines of a trace with the true state of charge.
  static func lines(_ name: String) throws -> [Line] {
    let rows = try text("trace_\(name).csv.gz").split(separator: "\n")
    var reader = try BatteryTraceReader(heading: String(rows[0]))
    return try rows.dropFirst().map { row in
      let sample = try #require(try reader.read(String(row)).sample)
      let truth = try #require(row.split(separator: ",").last.flatMap { Double($0) })
      return Line(sample: sample, truth: truth)
    }
  }

  static func description(_ battery: String, table: String? = nil) throws -> BatteryDescription {
    var description = try BatteryDescription(parsing: battery)
    if let table {
      description.table = description.table.replacingCurve(with: try VoltageCurve(table: try text("ocv_\(table).csv")))
    }
    return description
  }

  struct Errors {
    /// Root mean square error in percent of capacity, over all lines.
    var rms = 0.0
    /// Mean of the squared error over the variance claimed for it: about 1 when the claim is honest.
    var claimRatio = 0.0
    var last: BatteryState
  }

  static func errors(
    _ description: BatteryDescription, _ lines: [Line], change: (BatterySample) -> BatterySample = { $0 }
  ) -> Errors {
    var estimator = BatteryEstimator(description)
    var result = Errors(last: estimator.state())
    for line in lines {
      result.last = estimator.update(change(line.sample))
      let error = (result.last.soc?.value ?? 0.5) - line.truth
      result.rms += error * error
      result.claimRatio += error * error / (result.last.standardDeviation * result.last.standardDeviation)
    }
    result.rms = 100 * (result.rms / Double(lines.count)).squareRoot()
    result.claimRatio /= Double(lines.count)
    return result
  }
}
