internal import Bus

/// A GPIO line or an expander's pin serves one purpose.
extension ConfigurationCrossCheck {
  func checkLines() {
    var owners: [String: String] = [:]
    for item in switches {
      for line in item.value.lines {
        if let other = owners[Self.place(line)] {
          let key = item.value.line == line ? "line" : "type"
          report(
            "\(line) already belongs to \(other); boards may share a switch, switches may not share a line",
            in: "switches", at: item.index, key: key)
        }
        owners[Self.place(line)] = "switch \"\(item.value.name)\""
      }
    }
    checkPins()
    for bus in buses {
      claim(bus.recovery?.clock, "buses.\(bus.name).recovery.scl", "buses", &owners)
      claim(bus.recovery?.data, "buses.\(bus.name).recovery.sda", "buses", &owners)
    }
    claim(service.watchdog, "service.watchdog", "service", &owners)
  }

  /// A line of its own for what is no switch.
  private func claim(_ line: GPIOLine?, _ path: String, _ section: String, _ owners: inout [String: String]) {
    guard let line else { return }
    if let other = owners[Self.place(line)] {
      root.problems.report("\(line) already belongs to \(other); take another", at: root.place(of: section), path: path)
    }
    owners[Self.place(line)] = path
  }

  private func checkPins() {
    for (position, item) in switches.enumerated() {
      guard case .expander(let place, let pin, _) = item.value.drive else { continue }
      let same = switches[..<position].first {
        if case .expander(place, pin, _) = $0.value.drive { true } else { false }
      }
      guard let same else { continue }
      report(
        "this pin already belongs to switch \"\(same.value.name)\"; boards may share a switch, switches may not share a "
          + "line", in: "switches", at: item.index, key: "pin")
    }
  }
}
