internal import Bus
internal import Mining
internal import Power
internal import Units

/// What no section can see alone: names that must exist and be unique, addresses that must not meet.
struct ConfigurationCrossCheck {
  let root: ConfigurationReader
  let buses: [BusSection]
  let sensors: [Indexed<SensorSection>]
  let switches: [Indexed<SwitchSection>]
  let boards: [Indexed<BoardSection>]
  let service: ServiceSection
  let schedules: [Indexed<ScheduleRule>]

  func run() {
    checkNames("sensors", sensors.map { ($0.index, $0.value.name) })
    checkNames("switches", switches.map { ($0.index, $0.value.name) })
    checkNames("boards", boards.map { ($0.index, $0.value.name) })
    checkNames("schedules", schedules.map { ($0.index, $0.value.name) })
    checkScheduleLimits()
    checkBuses()
    checkAddresses()
    checkSupplies()
    checkSleepers()
    checkLines()
    checkSensorHardware()
    checkReportingBoards()
    checkMeasuredBoards()
    checkSpeeds()
    checkVoltageSource()
  }

  private func checkNames(_ list: String, _ names: [(index: Int, name: String)]) {
    var seen: Set<String> = []
    for (index, name) in names where !seen.insert(name).inserted {
      report("the name \"\(name)\" is used twice; give each its own", in: list, at: index, key: "name")
    }
  }

  /// A limit that no rig of this size can reach is a slip of the pen.
  private func checkScheduleLimits() {
    let count = root.names(in: "boards").count
    for rule in schedules {
      guard case .limit(let limit) = rule.value.demand, limit >= max(1, count) else { continue }
      report(
        "at most \(limit) boards is no limit for a rig of \(count); write a smaller number", in: "schedules",
        at: rule.index, key: "boards")
    }
  }

  private func checkBuses() {
    let known = root.keys(of: "buses")
    func check(_ bus: String, in list: String, at index: Int) {
      guard !known.contains(bus) else { return }
      let advice =
        known.isEmpty
        ? "write buses: {\(bus): {path: /dev/i2c-1}}"
        : "known are \(known.sorted().joined(separator: ", "))"
      report("there is no bus \"\(bus)\"; \(advice)", in: list, at: index, key: "bus")
    }
    for sensor in sensors {
      if let place = sensor.value.source.place { check(place.bus, in: "sensors", at: sensor.index) }
    }
    for item in switches {
      if let place = item.value.expander { check(place.bus, in: "switches", at: item.index) }
    }
    for board in boards { check(board.value.bus, in: "boards", at: board.index) }
  }

  /// Two devices with one address both answer, and neither can be understood.
  private func checkAddresses() {
    struct Place: Hashable {
      let bus: String
      let address: I2CAddress
    }
    var owners: [Place: String] = [:]
    func claim(_ bus: String, _ address: I2CAddress, by owner: String, in list: String, at index: Int) {
      let place = Place(bus: bus, address: address)
      if let other = owners[place] {
        report(
          "address \(address) on bus \"\(bus)\" already belongs to \(other); give one of the two another address",
          in: list, at: index, key: "address")
      } else {
        owners[place] = owner
      }
    }
    for sensor in sensors {
      guard let place = sensor.value.source.place else { continue }
      claim(place.bus, place.address, by: "sensor \"\(sensor.value.name)\"", in: "sensors", at: sensor.index)
    }
    // The switches of one expander share its address.
    var expanders: Set<ExpanderPlace> = []
    for item in switches {
      guard let place = item.value.expander, expanders.insert(place).inserted else { continue }
      claim(place.bus, place.address, by: "an expander (\(place.kind.rawValue))", in: "switches", at: item.index)
    }
    for board in boards {
      claim(
        board.value.bus, board.value.address, by: "board \"\(board.value.name)\"", in: "boards", at: board.index)
    }
  }

  private func checkSupplies() {
    let known = root.names(in: "switches")
    for board in boards {
      guard let supply = board.value.supply, !known.contains(supply) else { continue }
      let advice = known.isEmpty ? "none is configured" : "known are \(known.sorted().joined(separator: ", "))"
      report("there is no switch \"\(supply)\"; \(advice)", in: "boards", at: board.index, key: "switch")
    }
  }

  /// Only firmware of this project knows the command.
  private func checkSleepers() {
    for board in boards where board.value.dialect != .akkurat {
      guard let supply = switches.first(where: { $0.value.name == board.value.supply }), supply.value.drive == .sleep
      else { continue }
      report(
        "board \"\(board.value.name)\" speaks \(board.value.dialect.rawValue), which knows no sleep; give it a switch "
          + "that cuts its supply, or the firmware of this project and dialect: akkurat", in: "boards", at: board.index,
        key: "switch")
    }
  }

  /// Source: Texas Instruments PCF8574 data sheet SCPS068J §6.6: at most 100 kHz.
  private func checkSpeeds() {
    for item in switches {
      guard let place = item.value.expander, place.kind == .pcf8574,
        let speed = buses.first(where: { $0.name == place.bus })?.speed, speed > Hertz(100_000)
      else { continue }
      report(
        "a PCF8574 bears 100 kHz at most and bus \"\(place.bus)\" runs at \(speed); slow the bus down or take an mcp23017",
        in: "switches", at: item.index, key: "type")
    }
  }

  /// Device files and lines of sensors belong to one each, and not to a switch.
  private func checkSensorHardware() {
    var owners: [String: String] = [:]
    for item in switches {
      for line in item.value.lines { owners[Self.place(line)] = "switch \"\(item.value.name)\"" }
    }
    for sensor in sensors {
      guard let hardware = sensor.value.source.hardware else { continue }
      for place in hardware.paths + hardware.lines.map(Self.place) {
        if let other = owners[place] {
          report("\(place) already belongs to \(other)", in: "sensors", at: sensor.index, key: "type")
        } else {
          owners[place] = "sensor \"\(sensor.value.name)\""
        }
      }
    }
  }

  static func place(_ line: GPIOLine) -> String { "\(line.chip) line \(line.offset)" }

  /// Only firmware of this project measures its supply.
  private func checkReportingBoards() {
    for sensor in sensors {
      guard case .board(let name) = sensor.value.source else { continue }
      guard let board = boards.first(where: { $0.value.name == name }) else {
        guard !root.names(in: "boards").contains(name) else { continue }
        report("there is no board \"\(name)\"", in: "sensors", at: sensor.index, key: "board")
        continue
      }
      if board.value.dialect != .akkurat {
        report(
          "board \"\(name)\" speaks \(board.value.dialect.rawValue); only the dialect akkurat reports the supply",
          in: "sensors", at: sensor.index, key: "board")
      }
    }
  }

  /// Boards behind a shunt exist, and lie behind one only.
  private func checkMeasuredBoards() {
    let known = root.names(in: "boards")
    var owners: [String: String] = [:]
    for sensor in sensors {
      for use in sensor.value.channels where use.role == .boardCurrent {
        for name in use.boards {
          if !known.contains(name) {
            report("there is no board \"\(name)\"", in: "sensors", at: sensor.index, key: "boards")
          } else if let other = owners.updateValue(sensor.value.name, forKey: name) {
            report(
              "board \"\(name)\" is measured twice, by \"\(other)\" and \"\(sensor.value.name)\"", in: "sensors",
              at: sensor.index, key: "boards")
          }
        }
      }
    }
  }

  /// Without the battery's voltage nothing may ever run, so a rig without it is a mistake.
  private func checkVoltageSource() {
    // A board that is off reports nothing, so it cannot be the one whose word switches it on.
    let standing = sensors.filter { if case .board = $0.value.source { false } else { true } }
    let roles = standing.flatMap(\.value.channels).map(\.role)
    let isWhole = sensors.count == root.names(in: "sensors").count
    guard isWhole, !roles.contains(.batteryVoltage) else { return }
    root.problems.report(
      "no sensor measures the battery's voltage, and without it no board may run; add one with as: battery_voltage or "
        + "measures: battery", at: root.place(of: "sensors"), path: "sensors")
  }

  func report(_ message: String, in list: String, at index: Int, key: String) {
    let item = root.item(list, index)
    root.problems.report(message, at: item?.place(of: key) ?? root.place(of: list), path: "\(list)[\(index)].\(key)")
  }
}
