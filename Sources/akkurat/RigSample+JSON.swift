import Foundation
import Power
import Units

extension RigSample {
  private struct Line: Decodable {
    var t: Double
    var voltage: Double?
    var current: Double?
    var temperature: Double?
    var sun: Double?
    var boards: [Bool]?

    enum CodingKeys: String, CodingKey {
      case t, boards
      case voltage = "battery_v"
      case current = "battery_a"
      case temperature = "temp_c"
      case sun = "pv_w"
    }
  }

  /// The years 1970 to 2999: outside them no clock stands, and no sun was ever computed.
  private static let times = 0.0..<32_503_680_000.0

  /// A sample from a line of JSON; `nil` when it is none. A field of a wrong type, or a time that no clock shows, makes the
  /// line unusable.
  init?(json line: String) {
    guard let fields = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)), Self.times.contains(fields.t)
    else {
      return nil
    }
    self.init(
      time: fields.t, voltage: fields.voltage, current: fields.current, temperature: fields.temperature,
      sun: fields.sun, powered: fields.boards)
  }
}

extension RigVerdict {
  /// The line that answers a sample.
  func json(time: Double) -> String {
    let soc = charge.map { Decimal.fixed($0.value, 4) } ?? "null"
    let next = nextChange.map { Self.number($0) } ?? "null"
    return "{\"t\":\(Self.number(time)),\"boards\":\(boards),\"soc\":\(soc),\"soc_sd\":\(Decimal.fixed(deviation, 4)),"
      + "\"stage\":\"\(stage.name)\",\"reason\":\"\(Self.escaped(reason))\",\"next_change\":\(next)}"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : Decimal.fixed(value, 3)
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
  }
}
