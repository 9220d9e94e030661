internal import Foundation
internal import Units

/// All readings at one moment, as `akkurat sense` prints them.
public struct SenseDocument: JSONDocument, Equatable {
  /// Who read them.
  public enum Reader: String, Codable, Sendable {
    /// The running agent; the sensors were not touched.
    case agent
    /// This command, from the sensors themselves.
    case command
  }

  /// Who read them.
  public var readBy: Reader
  /// Every channel of every sensor in the configuration's order.
  public var readings: [StatusDocument.ReadingPart]

  /// What a session read.
  public init(_ rows: [SenseRow]) {
    readBy = .command
    readings = rows.map(StatusDocument.ReadingPart.init)
  }

  /// What a running agent tells; nil from an agent that does not tell its readings.
  public init?(_ status: StatusDocument) {
    guard let readings = status.readings else { return nil }
    readBy = .agent
    self.readings = readings
  }

  /// Whether one of the battery's voltages may be used.
  public var hasBatteryVoltage: Bool {
    readings.contains { $0.tells == SensorRole.batteryVoltage.rawValue && $0.value != nil }
  }

  /// For people: one line a channel.
  public var lines: [String] {
    guard !readings.isEmpty else { return ["No sensor is configured."] }
    let widths = (
      readings.map(\.origin.count).max() ?? 0, readings.map(\.tells.count).max() ?? 0,
      readings.map { Self.value($0).count }.max() ?? 0
    )
    return readings.map { reading in
      let value = Self.value(reading)
      let column = String(repeating: " ", count: widths.2 - value.count) + value
      return "\(Self.pad(reading.origin, widths.0))  \(Self.pad(reading.tells, widths.1))  \(column)  "
        + Self.remark(reading)
    }
  }

  private static func value(_ reading: StatusDocument.ReadingPart) -> String {
    guard let value = reading.value else { return "—" }
    guard reading.tells != SensorRole.batteryLow.rawValue else { return value == 0 ? "good" : "LOW" }
    return Decimal.fixed(value, reading.unit == "°C" ? 1 : 3) + " " + reading.unit
  }

  private static func remark(_ reading: StatusDocument.ReadingPart) -> String {
    let age = reading.ageS.map { " \(Decimal.fixed($0, 1)) s ago" } ?? ""
    guard reading.value != nil else { return reading.quality + (age.isEmpty ? "" : "; last good\(age)") }
    let mistrust = reading.mistrustedS.map { ", second choice for \(Decimal.fixed($0, 0)) s more" } ?? ""
    return "\(reading.quality),\(age)\(mistrust)"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
