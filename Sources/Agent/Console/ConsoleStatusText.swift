internal import Units

/// Power, battery and troubles as the console shows them: the lines of `akkurat status` where it has them.
struct ConsoleStatusText {
  private let document: StatusDocument

  init(_ document: StatusDocument) {
    self.document = document
  }

  func lines(_ view: ConsoleRequest.View) -> [String] {
    switch view {
    case .battery: battery
    case .troubles: troubles
    default: power
    }
  }

  private var power: [String] {
    let labels = ["Akkurat", "Why", "Changes", "Order", "Schedule", "Battery", "Energy", ""]
    let known = StatusText(document).lines.filter { line in
      labels.contains { line.padded(to: 9).hasPrefix($0.padded(to: 9)) }
    }
    let count = document.troubles.count
    return known + flows + (count == 0 ? [] : ["Trouble  \(count == 1 ? "1 stands" : "\(count) stand"); T tells."])
  }

  /// Powers at this moment, as far as they are measured.
  private var flows: [String] {
    let panel = document.panelW.map { "panel \(Decimal.fixed($0, 2)) W" }
    let battery = document.battery.voltageV.flatMap { volts in
      document.battery.currentA.map { amps in
        "\(amps < 0 ? "from" : "into") the battery \(Decimal.fixed(abs(volts * amps), 2)) W"
      }
    }
    let parts = [panel, battery].compactMap(\.self)
    return parts.isEmpty ? [] : ["Power    \(parts.joined(separator: ", "))"]
  }

  private var battery: [String] {
    let roles = ["battery_voltage", "battery_current", "battery_temperature", "battery_low"]
    return StatusText(document).lines.filter { $0.hasPrefix("Battery") }
      + (document.readings ?? []).filter { roles.contains($0.tells) }.map { reading in
        let value = reading.value.map { "\(Decimal.fixed($0, 3)) \(reading.unit)" } ?? "-"
        let age = reading.ageS.map { ", \(Decimal.fixed($0, 1)) s ago" } ?? ""
        return "         \(reading.origin): \(value) (\(reading.quality)\(age))"
      }
  }

  private var troubles: [String] {
    let lines = StatusText(document).lines.filter { $0.hasPrefix("Trouble") }
    return lines.isEmpty ? ["No trouble stands."] : lines
  }
}
