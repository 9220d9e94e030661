import Agent
import Simulator
import Units

/// The one-screen view of the demonstration. Pure: status and truth in, lines out.
struct DemoScreen {
  /// Lines of the terminal and its width.
  var width = 80
  var height = 24

  /// The whole screen, at most `height` lines of at most `width` characters.
  func lines(
    _ status: StatusDocument, sun: Watts, peak: Watts, time: UnixTime, speed: Double, stretch: Double,
    remaining: Duration, events: [String]
  ) -> [String] {
    let decision = status.decision
    let soc = status.battery.stateOfCharge ?? 0
    let deviation = status.battery.deviation.map { " ± \(Decimal.fixed($0 * 100, 0)) %" } ?? ""
    let volts = status.battery.voltageV.map { "\(Decimal.fixed($0, 2)) V" } ?? "no voltage"
    let amps = status.battery.currentA.map { "\(Decimal.fixed($0, 3)) A" } ?? ""
    var lines = [
      "AKKURAT  simulated rig   \(time.description.prefix(16).replacing("T", with: " ")) UTC   "
        + "\(Decimal.fixed(speed, 0))x   \(remaining.brief) left",
      "",
      "Sun      \(bar(sun.value / peak.value)) \(Decimal.fixed(status.panelW ?? 0, 2)) W",
      "Battery  \(bar(soc)) \(Decimal.fixed(soc * 100, 0)) %\(deviation)  \(volts)  \(amps)",
      "Boards   \(status.boards.map(lamp).joined(separator: " "))   \(decision.powered) of \(status.boards.count) on",
      "",
      "Stage    \(decision.stage)",
    ]
    lines += wrapped("Why      ", decision.reason) + wrapped("Changes  ", decision.changes)
    lines += [
      "",
      "Pool     \(status.pool.connections) connected, \(status.pool.accepted) accepted (\(status.pool.unpaid) unpaid), "
        + "\(status.pool.refused) refused" + (stretch > 1 ? "; sampled 1:\(Decimal.fixed(stretch, 0))" : ""),
      "Energy   panel \(wh(status.energy.panelWh)), into battery \(wh(status.energy.chargedWh)), out "
        + "\(wh(status.energy.dischargedWh)) Wh",
      "         boards \(wh(status.energy.boardsWh)), host \(wh(status.energy.hostWh)), residual "
        + "\(wh(status.energy.residualWh)) Wh", "",
    ]
    let room = max(0, height - lines.count - 1)
    lines += events.flatMap { wrapped(String($0.prefix(7)), String($0.dropFirst(7))) }.suffix(room)
    return lines.prefix(height - 1).map { String($0.prefix(width)) }
  }

  private func lamp(_ board: StatusDocument.BoardPart) -> String {
    guard board.powered else { return "·" }
    if board.state.hasPrefix("mining") { return "●" }
    if board.state.hasPrefix("in quarantine") { return "x" }
    return "○"
  }

  private func bar(_ part: Double) -> String {
    let length = 30
    let filled = Int((min(1, max(0, part)) * Double(length)).rounded())
    return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: length - filled) + "]"
  }

  private func wh(_ value: Double) -> String { Decimal.fixed(value, 2) }

  /// Text broken at blanks, indented under its label.
  private func wrapped(_ label: String, _ text: String) -> [String] {
    var lines = [label]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count + 1 > width {
        lines.append(String(repeating: " ", count: label.count))
      }
      if lines[lines.count - 1].count > label.count { lines[lines.count - 1] += " " }
      lines[lines.count - 1] += word
    }
    return lines
  }
}
