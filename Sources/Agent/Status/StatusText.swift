internal import Units

/// The status as plain lines for a terminal of 80 columns.
public struct StatusText: Sendable {
  private let document: StatusDocument

  /// Text of a document.
  public init(_ document: StatusDocument) {
    self.document = document
  }

  /// The lines.
  public var lines: [String] { head + orders + battery + pool + energy + boards + buses + troubles }

  private var head: [String] {
    let decision = document.decision
    let inTime = decision.changesInS.map { " (in \(Duration.seconds($0).brief) at the earliest)" } ?? ""
    return [
      "Akkurat  \(decision.stage), \(decision.powered) of \(document.boards.count) boards on, "
        + "\(decision.target) wanted, up \(Duration.seconds(document.uptimeS).brief)",
      "Why      \(decision.reason)",
      "Changes  \(decision.changes)\(inTime)",
    ]
  }

  private var orders: [String] {
    document.overrides.map { "Order    \($0.line)" }
      + (document.schedule.map { schedule in
        let change = schedule.changesLocal.map { "; changes \($0)" } ?? ""
        return ["Schedule \(schedule.words)\(schedule.overruled ? ", overruled by an order" : "")\(change)"]
      } ?? [])
  }

  private var battery: [String] {
    let battery = document.battery
    let volts = battery.voltageV.map { "\(Decimal.fixed($0, 2)) V" } ?? "no voltage (\(battery.quality))"
    let amps = battery.currentA.map { ", \(Decimal.fixed($0, 3)) A" } ?? ""
    let soc = battery.stateOfCharge.map { soc in
      ", \(Decimal.fixed(soc * 100, 0)) %" + (battery.deviation.map { " ± \(Decimal.fixed($0 * 100, 0)) %" } ?? "")
    }
    let celsius = battery.temperatureC.map { ", \(Decimal.fixed($0, 1)) °C" } ?? ""
    let panel = document.panelW.map { "   Panel \(Decimal.fixed($0, 2)) W" } ?? ""
    return ["Battery  \(volts)\(amps)\(soc ?? ", charge unknown")\(celsius) (\(battery.mode))\(panel)"]
  }

  private var pool: [String] {
    let pool = document.pool
    return [
      "Pool     \(pool.node.map { "\($0), " } ?? "")\(pool.state), \(pool.connections) connected; \(pool.accepted) accepted "
        + "(\(pool.unpaid) unpaid), \(pool.refused) refused, \(pool.blocks) blocks"
    ]
  }

  private var energy: [String] {
    let energy = document.energy
    func wh(_ value: Double) -> String { Decimal.fixed(value, 2) }
    return [
      "Energy   panel \(wh(energy.panelWh)) Wh, battery in \(wh(energy.chargedWh)) out \(wh(energy.dischargedWh)) Wh, "
        + "load \(wh(energy.loadWh)) Wh",
      "         boards \(wh(energy.boardsWh)), host \(wh(energy.hostWh)), conversion \(wh(energy.conversionWh)), "
        + "residual \(wh(energy.residualWh)) Wh",
    ]
  }

  private var boards: [String] {
    guard !document.boards.isEmpty else { return [] }
    let header = "Board        Address    Dialect    Power  H/s   Acc.  Ref.  State"
    return [header]
      + document.boards.map { board in
        let address = "\(board.address) (0x\(String(board.address, radix: 16)))"
        return [
          pad(board.name, 12), pad(address, 10), pad(board.dialect, 10), pad(board.powered ? "on" : "off", 6),
          pad(Decimal.fixed(board.hashRate, 0), 5), pad("\(board.accepted)", 5), pad("\(board.refused)", 5),
          board.state,
        ].joined(separator: " ")
      }
  }

  /// Only buses with something to tell.
  private var buses: [String] {
    (document.buses ?? []).compactMap { bus in
      let bad = bus.addresses.filter { $0.notAcknowledged + $0.timedOut + $0.otherErrors > 0 }
      guard bus.state != "free" || !bus.isolated.isEmpty || !bad.isEmpty else { return nil }
      let errors = bad.map { address in
        "\(address.address): \(address.notAcknowledged) unacknowledged, \(address.timedOut) late, "
          + "\(address.otherErrors) other of \(address.transactions)"
      }
      let isolated = bus.isolated.isEmpty ? "" : ", kept off: \(bus.isolated.joined(separator: ", "))"
      return "Bus \(pad(bus.name, 5)) \(bus.state)\(isolated)" + errors.map { "\n         \($0)" }.joined()
    }
  }

  private var troubles: [String] {
    document.troubles.map { "Trouble  \($0.text) (for \(Duration.seconds($0.forS).brief))" }
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text.count >= width ? text : text + String(repeating: " ", count: width - text.count)
  }
}
