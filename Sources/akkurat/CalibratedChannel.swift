import Agent
import ArgumentParser
import Power
import Units

/// The channel that `akkurat calibrate` is about.
struct CalibratedChannel {
  /// `adc.ain0`
  let name: String
  private let role: SensorRole
  private let span: MeasuringSpan?
  private let sensors: [SensorSection]

  /// Finds it; ends the command with 64 when there is none, or more than one.
  init(_ text: String, in configuration: AgentConfiguration) throws {
    sensors = configuration.sensors
    let all = configuration.sensors.flatMap { sensor in
      sensor.channels.filter { $0.role != .batteryLow }.map { (sensor: sensor, use: $0) }
    }
    let found = all.filter { text == "\($0.sensor.name).\($0.use.channel)" || text == $0.sensor.name }
    guard let first = found.first, found.count == 1 else {
      let names = (found.isEmpty ? all : found).map { "\($0.sensor.name).\($0.use.channel)" }.joined(separator: ", ")
      throw ValidationError("\"\(text)\" is \(found.isEmpty ? "no" : "more than one") channel; name one of \(names).")
    }
    name = "\(first.sensor.name).\(first.use.channel)"
    role = first.use.role
    span = first.sensor.source.span(of: first.use.channel)
  }

  /// What it is.
  var head: String {
    let range = span.map {
      ", \(Decimal.short($0.lowest)) to \(text($0.highest)) in steps of \(Decimal.short($0.step * 1000)) m\(role.unit)"
    }
    return "\(name) tells \(role.rawValue)\(range ?? "")."
  }

  /// A valid answer.
  var example: String { "12.34 \(role.unit)" }

  /// A number with the channel's unit.
  func text(_ number: Double) -> String { "\(Decimal.fixed(number, 4)) \(role.unit)" }

  /// Reads a number with its unit; ends the command with 64.
  func number(_ text: String) throws -> Double {
    func read<Q: Quantity>(_ type: Q.Type) throws -> Double {
      do { return try Q(parsing: text).value } catch { throw ValidationError("\(error).") }
    }
    return switch role.unit {
    case "A": try read(Amps.self)
    case "°C": try read(Celsius.self)
    case "W": try read(Watts.self)
    default: try read(Volts.self)
    }
  }

  /// `12.28 V=12.34 V`
  func pair(_ text: String) throws -> CalibrationPoint {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2 else {
      throw ValidationError("--point: \"\(text)\" is no pair; write \"measured=true\" such as \"12.28 V=12.34 V\".")
    }
    return CalibrationPoint(measured: try number(sides[0]), truth: try number(sides[1]))
  }

  /// Gain and offset, if they are plausible.
  func fit(_ points: [CalibrationPoint]) throws -> ChannelCalibration {
    try CalibrationFit.calibration(from: points, role: role, step: span?.step ?? 0)
  }

  /// What the file says now.
  func present(in path: String, _ configuration: AgentConfiguration) -> ChannelCalibration {
    guard case .text(let text) = ConfigurationIncludes(besides: "")(path) else { return .none }
    return (try? CalibrationFile.entries(in: text, file: path, for: sensors)[name]) ?? .none
  }

  /// Before and after, a line a point.
  func table(
    _ points: [CalibrationPoint], before: ChannelCalibration, after: ChannelCalibration
  ) -> [String] {
    let head = ["", "measured", "before", "after", "multimeter"].map { cell($0) }.joined()
    let rows = points.enumerated().map { index, point in
      ([cell("point \(index + 1)")]
        + [point.measured, before.applied(to: point.measured), after.applied(to: point.measured), point.truth].map {
          cell(text($0))
        }).joined()
    }
    return [head] + rows + [
      "gain \(Decimal.fixed(after.gain, 6)), offset \(Decimal.fixed(after.offset, 6)) \(role.unit)"
    ]
  }

  private func cell(_ text: String) -> String { String(repeating: " ", count: max(1, 13 - text.count)) + text }

  /// The line for the file.
  func entry(_ calibration: ChannelCalibration, _ points: [CalibrationPoint], at time: UnixTime?)
    -> CalibrationFile.Entry
  {
    CalibrationFile.Entry(
      channel: name, calibration: calibration, unit: role.unit, time: time?.description, points: points)
  }
}
