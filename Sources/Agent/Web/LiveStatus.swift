internal import Foundation

/// The status as streams tell it: numbers rounded to what a page shows, counters that change all the time left out, so
/// that little has to be sent.
struct LiveStatus: Sendable, Equatable {
  let document: StatusDocument

  init(_ status: StatusDocument) {
    var document = status
    document.readings = nil
    document.uptimeS = Self.cut(status.uptimeS, 60)
    document.time = status.time.map { "\($0.prefix(16)):00Z" }
    document.decision.changesInS = status.decision.changesInS.map { Self.cut($0, 10) }
    document.battery = Self.battery(status.battery)
    document.panelW = Self.cut(status.panelW, 0.01)
    document.boards = status.boards.map(Self.board)
    document.buses = status.buses?.map(Self.bus)
    document.energy = Self.energy(status.energy)
    document.flows = status.flows.map(Self.flows)
    document.overrides = status.overrides.map(Self.order)
    document.troubles = status.troubles.map(Self.trouble)
    self.document = document
  }

  /// All of it.
  var json: String { document.json() }

  /// What is new, key by key as in the status; null where something is gone. Of boards only those that changed, by
  /// name. Nil when nothing did.
  func patch(since old: LiveStatus) -> String? {
    let (now, then) = (document, old.document)
    let members = [
      Self.member("uptime_s", now.uptimeS, then.uptimeS), Self.member("time", now.time, then.time),
      Self.member("decision", now.decision, then.decision), Self.member("battery", now.battery, then.battery),
      Self.member("panel_w", now.panelW, then.panelW), boards(since: then.boards),
      Self.member("buses", now.buses, then.buses), Self.member("pool", now.pool, then.pool),
      Self.member("energy", now.energy, then.energy), Self.member("flows", now.flows, then.flows),
      Self.member("overrides", now.overrides, then.overrides), Self.member("schedule", now.schedule, then.schedule),
      Self.member("troubles", now.troubles, then.troubles),
    ].compactMap(\.self)
    return members.isEmpty ? nil : "{\(members.joined(separator: ","))}"
  }

  private func boards(since then: [StatusDocument.BoardPart]) -> String? {
    let now = document.boards
    guard now.map(\.name) == then.map(\.name) else { return Self.member("boards", now, then) }
    let changed = zip(now, then).compactMap { $0 == $1 ? nil : "\(Self.text($0.name)):\(Self.text($0))" }
    return changed.isEmpty ? nil : "\"boards\":{\(changed.joined(separator: ","))}"
  }

  private static func member<Value: Encodable & Equatable>(_ key: String, _ now: Value?, _ then: Value?) -> String? {
    now == then ? nil : "\"\(key)\":\(now.map { text($0) } ?? "null")"
  }

  private static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }
}

/// How coarsely each number is told.
extension LiveStatus {
  private static func cut(_ value: Double, _ step: Double) -> Double {
    guard value.isFinite else { return 0 }
    // Divided by a whole number where the step is a fraction: 0.1 + 0.2 must not reach the wire.
    return step < 1 ? (value / step).rounded() / (1 / step).rounded() : (value / step).rounded() * step
  }

  private static func cut(_ value: Double?, _ step: Double) -> Double? { value.map { cut($0, step) } }

  private static func battery(_ part: StatusDocument.BatteryPart) -> StatusDocument.BatteryPart {
    var part = part
    part.voltageV = cut(part.voltageV, 0.01)
    part.currentA = cut(part.currentA, 0.01)
    part.temperatureC = cut(part.temperatureC, 0.5)
    part.stateOfCharge = cut(part.stateOfCharge, 0.001)
    part.deviation = cut(part.deviation, 0.001)
    return part
  }

  private static func board(_ part: StatusDocument.BoardPart) -> StatusDocument.BoardPart {
    var part = part
    part.hashRate = cut(part.hashRate, 1)
    part.energyWh = cut(part.energyWh, 0.01)
    return part
  }

  private static func bus(_ part: StatusDocument.BusPart) -> StatusDocument.BusPart {
    var part = part
    part.addresses = []
    return part
  }

  private static func energy(_ part: StatusDocument.EnergyPart) -> StatusDocument.EnergyPart {
    var part = part
    part.panelWh = cut(part.panelWh, 0.1)
    part.chargedWh = cut(part.chargedWh, 0.1)
    part.dischargedWh = cut(part.dischargedWh, 0.1)
    part.loadWh = cut(part.loadWh, 0.1)
    part.boardsWh = cut(part.boardsWh, 0.1)
    part.hostWh = cut(part.hostWh, 0.1)
    part.conversionWh = cut(part.conversionWh, 0.1)
    part.residualWh = cut(part.residualWh, 0.1)
    part.gapsS = cut(part.gapsS, 60)
    return part
  }

  private static func flows(_ part: StatusDocument.FlowsPart) -> StatusDocument.FlowsPart {
    var part = part
    part.panelW = cut(part.panelW, 0.01)
    part.batteryW = cut(part.batteryW, 0.01)
    part.boardsW = cut(part.boardsW, 0.01)
    part.hostW = cut(part.hostW, 0.01)
    part.conversionW = cut(part.conversionW, 0.01)
    part.residualW = cut(part.residualW, 0.01)
    return part
  }

  private static func order(_ part: OverridePart) -> OverridePart {
    var part = part
    part.leftS = cut(part.leftS, 60)
    return part
  }

  private static func trouble(_ part: StatusDocument.TroublePart) -> StatusDocument.TroublePart {
    var part = part
    part.forS = cut(part.forS, 60)
    return part
  }
}
