import Agent
import Units

/// Tells what changed from status to status: decisions with their reasons, troubles that came and went, the owner's
/// orders. Pure.
struct StatusNotes: Sendable {
  /// Decisions told so far.
  private(set) var decisions = 0
  private var last: StatusDocument.DecisionPart?
  private var troubles: Set<String> = []
  private var orders: [String: String] = [:]

  /// The news of a status, each with its time of day.
  mutating func take(_ status: StatusDocument) -> [String] {
    let isDecision = last?.stage != status.decision.stage || last?.target != status.decision.target
    last = status.decision
    var news: [String] = []
    if isDecision {
      decisions += 1
      news.append("\(status.decision.stage), \(status.decision.target) wanted: \(status.decision.reason)")
    }
    news += orderNews(status) + troubleNews(status)
    return news.map { "\(Self.clock(of: status))  \($0)" }
  }

  /// One line on how the rig is: `12:00  sun 3.20 W, battery 80 % 13.30 V, 4 boards on, 711 shares`.
  static func summary(of status: StatusDocument) -> String {
    let soc = status.battery.stateOfCharge.map { "\(Decimal.fixed($0 * 100, 0)) %" } ?? "unknown"
    let volts = status.battery.voltageV.map { "\(Decimal.fixed($0, 2)) V" } ?? "no voltage"
    let sun = status.panelW.map { "\(Decimal.fixed($0, 2)) W" } ?? "not measured"
    return "\(clock(of: status))  sun \(sun), battery \(soc) \(volts), "
      + "\(status.decision.powered) boards on, \(status.pool.accepted) shares"
  }

  private static func clock(of status: StatusDocument) -> String {
    status.time.map { String($0.dropFirst(11).prefix(5)) } ?? "--:--"
  }

  private mutating func orderNews(_ status: StatusDocument) -> [String] {
    let now = Dictionary(status.overrides.map { ($0.id, $0.line) }) { first, _ in first }
    defer { orders = now }
    return status.overrides.filter { orders[$0.id] == nil }.map { "Order: \($0.line)" }
      + orders.filter { now[$0.key] == nil }.map { "Order over: \($0.value)" }.sorted()
  }

  private mutating func troubleNews(_ status: StatusDocument) -> [String] {
    let now = Set(status.troubles.map(\.text))
    defer { troubles = now }
    return now.subtracting(troubles).sorted().map { "Trouble: \($0)" }
      + troubles.subtracting(now).sorted().map { "Over: \($0)" }
  }
}
