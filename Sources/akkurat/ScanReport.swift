import Agent
import ArgumentParser
import Bus
import Mining
import Power

/// Who is on a bus, as `akkurat scan` tells it.
struct ScanReport: JSONDocument {
  struct Entry: Codable, Sendable {
    var address: Int
    var hexadecimal: String
    /// What the configuration calls it.
    var configuredAs: String?
    /// `answers`, `missing`, `held by …` or the error.
    var state: String
    /// What it speaks, where it was asked.
    var speaks: String?
    /// Which measuring chip it is, where it was asked, or the id of a board's chip.
    var identity: String?
    /// `good`, or what is wrong with it.
    var health: String?
  }

  var bus: String
  var devices: [Entry]

  init(
    path: String, wire: any I2CBus, rig: AgentConfiguration?, asking: Set<I2CAddress>, drivers: [I2CAddress: String]
  ) throws {
    let known = Self.known(rig, path)
    let boards = Set(rig?.boards.filter { Self.bus($0.bus, rig, path) }.map(\.address) ?? [])
    let scan: BusScan
    do {
      scan = try BusScan(wire, skipping: Set(drivers.keys))
    } catch {
      StandardError.print("\(error)")
      throw ExitCode.unavailable
    }
    bus = path
    let all = Set(scan.found).union(known.keys).union(drivers.keys).union(scan.failed.keys)
    devices = all.sorted().map { address in
      var entry = Entry(
        address: Int(address.value), hexadecimal: address.hexadecimal, configuredAs: known[address], state: "missing")
      if let driver = drivers[address] {
        entry.state = "held by the kernel's driver \(driver)"
      } else if let error = scan.failed[address] {
        entry.state = "\(error)"
      } else if scan.found.contains(address) {
        entry.state = "answers"
        let isAsked = boards.contains(address) || asking.contains(address)
        let chip = asking.contains(address) && !boards.contains(address) ? Self.chip(address, wire) : nil
        if isAsked, chip == nil { entry.speaks = Self.speech(address, wire) }
        let about = ScanIdentity(
          address, sensor: Self.sensor(at: address, rig, path), expander: Self.expander(at: address, rig, path),
          asksBoard: isAsked && chip == nil, on: wire)
        entry.identity = about.identity ?? chip
        entry.health = about.health
      }
      return entry
    }
  }

  private static func bus(_ name: String, _ rig: AgentConfiguration?, _ path: String) -> Bool {
    rig?.buses.contains { $0.name == name && $0.path == path } ?? false
  }

  private static func sensor(at address: I2CAddress, _ rig: AgentConfiguration?, _ path: String) -> SensorSection? {
    rig?.sensors.first { $0.source.place.map { $0.address == address && bus($0.bus, rig, path) } ?? false }
  }

  private static func expander(at address: I2CAddress, _ rig: AgentConfiguration?, _ path: String) -> ExpanderPlace? {
    rig?.switches.compactMap(\.expander).first { $0.address == address && bus($0.bus, rig, path) }
  }

  private static func known(_ rig: AgentConfiguration?, _ path: String) -> [I2CAddress: String] {
    guard let rig else { return [:] }
    var known: [I2CAddress: String] = [:]
    for sensor in rig.sensors {
      guard let place = sensor.source.place, bus(place.bus, rig, path) else { continue }
      known[place.address] = "sensor \(sensor.name)"
    }
    for item in rig.switches {
      guard let place = item.expander, bus(place.bus, rig, path) else { continue }
      known[place.address] = (known[place.address].map { "\($0), " } ?? "expander of switch ") + item.name
    }
    for board in rig.boards where bus(board.bus, rig, path) { known[board.address] = "board \(board.name)" }
    return known
  }

  /// A measuring chip by its identity; pointers are written, which changes nothing in one.
  private static func chip(_ address: I2CAddress, _ wire: any I2CBus) -> String? {
    guard let finding = try? ChipProbe.ask(address, on: wire) else { return nil }
    return finding.rawValue.uppercased()
  }

  private static func speech(_ address: I2CAddress, _ wire: any I2CBus) -> String {
    do {
      return switch try BoardProbe.ask(address, on: wire) {
      case .akkurat: "akkurat"
      case .classic(let isBusy): isBusy ? "classic, mining" : "classic"
      case .unknown: "not the classic family"
      }
    } catch {
      return "\(error)"
    }
  }

  /// As people read it.
  var lines: [String] {
    guard !devices.isEmpty else {
      return ["Nobody answers on \(bus). Boards that are switched off do not; check wiring and pull-ups otherwise."]
    }
    return ["\(devices.count) on \(bus):"]
      + devices.map { entry in
        let place = "  \(entry.address) (\(entry.hexadecimal))"
        let words = [
          entry.configuredAs, entry.state, entry.speaks.map { "speaks \($0)" }, entry.identity, entry.health,
        ].compactMap { $0 }
        return place + String(repeating: " ", count: max(1, 16 - place.count)) + words.joined(separator: ", ")
      }
  }
}
