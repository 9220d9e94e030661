import Agent
import Bus
import Glibc
import Mining
import Power
import Units

/// What one device of a scan is, and how well it answers.
struct ScanIdentity {
  /// Which chip or board it is, as far as it says so.
  var identity: String?
  /// `good`, or what is wrong.
  var health: String

  private static let reads = 5

  /// Reads five times. A configured chip is asked for its identity registers, a configured board for its id and supply;
  /// nobody else is written to.
  init(_ address: I2CAddress, sensor: SensorSection?, expander: ExpanderPlace?, asksBoard: Bool, on wire: any I2CBus) {
    let answers = (0..<Self.reads).count { _ in (try? wire.read(1, from: address)) != nil }
    health = answers == Self.reads ? "good" : "answered \(answers) of \(Self.reads) reads; check wiring and pull-ups"
    if let sensor { judge(sensor, address, wire) }
    if let expander { identity = expander.kind.rawValue }
    if asksBoard { portray(address, wire) }
  }

  private mutating func judge(_ sensor: SensorSection, _ address: I2CAddress, _ wire: any I2CBus) {
    guard case .chip(_, let chip) = sensor.source else { return }
    let configured = String(chip.identity.prefix { $0 != " " })
    identity = configured
    guard ChipProbe.addresses.contains(address.value), let found = try? ChipProbe.ask(address, on: wire) else { return }
    // An ADS1015 cannot be told from an ADS1115.
    let isSame =
      found == .ads1115 ? configured.hasPrefix("ADS1") : found.rawValue == configured.lowercased()
    identity = found.rawValue.uppercased()
    if !isSame { health = "configured as \(configured), but answers as \(found.rawValue.uppercased())" }
  }

  private mutating func portray(_ address: I2CAddress, _ wire: any I2CBus) {
    let line = BoardLine(wire, timebase: SystemTimebase()) { time in
      let (seconds, attoseconds) = time.components
      usleep(UInt32(clamping: seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
    }
    // A board that mines, and whoever is no such board, stays without a portrait.
    guard let portrait = try? BoardPortrait(of: address, over: line) else { return }
    identity = portrait.chip.map { "\($0)" }
    guard case .akkurat(_, let board) = portrait.firmware else { return }
    let supply = board.supply.map { "supply \(Decimal.fixed($0.value, 2)) V" }
    let faults = [
      board.busErrors > 0 ? "\(board.busErrors) bus errors" : nil,
      board.watchdogResets > 0 ? "\(board.watchdogResets) watchdog resets" : nil,
      board.wasBrownOut ? "last start after a brown-out" : nil,
    ]
    health = ([health, supply] + faults).compactMap { $0 }.joined(separator: ", ")
  }
}
