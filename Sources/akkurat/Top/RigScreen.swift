import Agent
import Units

/// A rig on one screen, simulated or real. Pure: a status in, lines out.
struct RigScreen {
  /// What stands around the status.
  struct Frame: Sendable {
    /// The first line after the program's name: which rig, which time.
    var title: StyledLine = ""
    /// What is wrong with the screen itself; nil when nothing is.
    var notice: String?
    /// The pool's shares stand for more; empty when every one is real.
    var poolRemark = ""
    /// What fills the rest of the screen; nil: the boards, one a line.
    var events: [String]?
    /// The first board shown, from 0.
    var firstBoard = 0
    /// The last line.
    var footer: StyledLine?
  }

  /// A line and how soon it goes when there is no room: the highest first.
  private struct Row {
    var rank: Int
    var line: StyledLine

    init(_ rank: Int, _ line: StyledLine) {
      self.rank = rank
      self.line = line
    }
  }

  /// Columns and rows of the terminal.
  var width = 80
  var height = 24

  /// The whole screen, at most `height` lines of at most `width` characters.
  func lines(_ status: StatusDocument, _ frame: Frame) -> [StyledLine] {
    let footer = frame.footer.map { [$0] } ?? []
    let tail = frame.events.map { wrappedEvents($0) } ?? BoardTable(boards: status.boards).lines(width: width)
    let room = height - footer.count
    var head = self.head(status, frame)
    while head.count > room - min(tail.count, 3), let rank = head.map(\.rank).max(), rank > 0 {
      guard let last = head.lastIndex(where: { $0.rank == rank }) else { break }
      head.remove(at: last)
    }
    let rest = max(0, room - head.count)
    let body = head.map(\.line) + (frame.events == nil ? scrolled(tail, rest, frame.firstBoard) : tail.suffix(rest))
    let filler = footer.isEmpty ? [] : Array(repeating: StyledLine(""), count: max(0, room - body.count))
    return (body.prefix(max(0, room)) + filler + footer).map { $0.clipped(to: width) }
  }

  /// How many boards fit under the head; with their header.
  func boardRows(_ status: StatusDocument, _ frame: Frame) -> Int {
    let all = lines(status, frame)
    guard let header = all.lastIndex(where: { $0.text.hasPrefix(BoardTable.title) }) else { return 0 }
    return max(0, height - (frame.footer == nil ? 0 : 1) - header - 1)
  }

  private func head(_ status: StatusDocument, _ frame: Frame) -> [Row] {
    [Row(0, StyledLine("AKKURAT  ", .strong) + frame.title)]
      + (frame.notice.map { wrapped("", $0).map { Row(0, $0.all(.alarm)) } } ?? []) + [Row(6, "")]
      + energyNow(status) + [Row(6, "")] + decision(status) + orders(status) + troubles(status) + [Row(6, "")]
      + books(status, frame) + [Row(6, "")]
  }

  private func energyNow(_ status: StatusDocument) -> [Row] {
    let battery = status.battery
    let peak = status.panelPeakW.map { " of \(Decimal.short($0)) W" } ?? ""
    let sun = status.panelW.map { "\(Decimal.fixed($0, 2)) W\(peak)" } ?? "not measured"
    let share = status.panelW.flatMap { watts in status.panelPeakW.map { watts / $0 } }
    let volts = battery.voltageV.map { "\(Decimal.fixed($0, 2)) V" } ?? "no voltage (\(battery.quality))"
    let amps = battery.currentA.map { "  \(Decimal.fixed($0, 3)) A" } ?? ""
    let charge = battery.stateOfCharge.map { soc in
      "\(Decimal.fixed(soc * 100, 0)) %" + (battery.deviation.map { " ± \(Decimal.fixed($0 * 100, 0)) %" } ?? "")
    }
    let celsius = battery.temperatureC.map { "  \(Decimal.fixed($0, 1)) °C" } ?? ""
    let lamps = status.boards.map { Self.lamp($0).text }.joined(separator: " ")
    let boards = wrapped("Boards   ", "\(lamps)   \(status.decision.powered) of \(status.boards.count) on")
    return [
      Row(2, bar("Sun      ", share) + StyledLine(sun)),
      Row(
        0,
        bar("Battery  ", battery.stateOfCharge) + StyledLine(charge ?? "charge unknown", charge == nil ? .bad : .strong)
          + StyledLine("  \(volts)\(amps)\(celsius)")),
    ] + boards.map { Row(2, $0) }
  }

  private func decision(_ status: StatusDocument) -> [Row] {
    let decision = status.decision
    let inTime = decision.changesInS.map { " (in \(Duration.seconds($0).brief) at the earliest)" } ?? ""
    let wanted = "\(decision.target) board\(decision.target == 1 ? "" : "s") wanted"
    return [
      Row(
        0,
        StyledLine("Stage    ") + StyledLine(decision.stage, Self.style(ofStage: decision.stage))
          + StyledLine(", \(wanted)"))
    ]
      + wrapped("Why      ", decision.reason).map { Row(0, $0) }
      + wrapped("Changes  ", decision.changes + inTime).map { Row(1, $0) }
  }

  private func orders(_ status: StatusDocument) -> [Row] {
    let schedule = status.schedule.map { schedule in
      let change = schedule.changesLocal.map { "; changes \($0)" } ?? ""
      return wrapped("Schedule ", "\(schedule.words)\(schedule.overruled ? ", overruled by an order" : "")\(change)")
    }
    return status.overrides.flatMap { wrapped("Order    ", $0.line) }.map { Row(3, $0) }
      + (schedule ?? []).map { Row(5, $0) }
  }

  private func troubles(_ status: StatusDocument) -> [Row] {
    status.troubles.flatMap { trouble in
      wrapped("Trouble  ", "\(trouble.text) (for \(Duration.seconds(trouble.forS).brief))").map { $0.all(.bad) }
    }.map { Row(1, $0) }
  }

  private func books(_ status: StatusDocument, _ frame: Frame) -> [Row] {
    let pool = status.pool
    let energy = status.energy
    func wh(_ value: Double) -> String { Decimal.fixed(value, 2) }
    let shares =
      "\(pool.state), \(pool.connections) connected, \(pool.accepted) accepted (\(pool.unpaid) unpaid), "
      + "\(pool.refused) refused\(frame.poolRemark)"
    return wrapped("Pool     ", shares).map { Row(3, $0) } + [
      Row(
        4,
        StyledLine(
          "Energy   panel \(wh(energy.panelWh)), into battery \(wh(energy.chargedWh)), out \(wh(energy.dischargedWh)) Wh"
        )),
      Row(
        5,
        StyledLine(
          "         boards \(wh(energy.boardsWh)), host \(wh(energy.hostWh)), residual \(wh(energy.residualWh)) Wh")),
    ]
  }

  /// The header and as many boards as fit, from a board on; a board further up than its place leaves no gap below.
  private func scrolled(_ table: [StyledLine], _ rows: Int, _ first: Int) -> [StyledLine] {
    guard let header = table.first, rows > 1 else { return [] }
    let boards = table.dropFirst()
    let start = max(0, min(first, boards.count - (rows - 1)))
    return [header] + boards.dropFirst(start).prefix(rows - 1)
  }

  private func wrappedEvents(_ events: [String]) -> [StyledLine] {
    events.flatMap { wrapped(String($0.prefix(7)), String($0.dropFirst(7))) }
  }

  /// What a board does at a glance; without colour too.
  static func lamp(_ board: StatusDocument.BoardPart) -> StyledLine {
    guard board.powered else { return "·" }
    if board.state.hasPrefix("mining") { return StyledLine("●", .good) }
    if board.state.hasPrefix("in quarantine") { return StyledLine("x", .bad) }
    return "○"
  }

  private static func style(ofStage stage: String) -> TextStyle {
    switch stage {
    case "run": .good
    case "hold": .plain
    case "shed": .warning
    default: .bad
    }
  }

  private func bar(_ label: String, _ part: Double?) -> StyledLine {
    let length = max(4, min(30, width - 40))
    guard let part else { return StyledLine(label + "[" + String(repeating: "?", count: length) + "] ") }
    let filled = Int((min(1, max(0, part)) * Double(length)).rounded())
    return StyledLine(label + "[") + StyledLine(String(repeating: "#", count: filled), .strong)
      + StyledLine(String(repeating: "-", count: length - filled) + "] ")
  }

  /// Text broken at blanks, indented under its label.
  private func wrapped(_ label: String, _ text: String) -> [StyledLine] {
    WrappedText(label: label, text: text, width: width).lines.map { StyledLine($0) }
  }
}
