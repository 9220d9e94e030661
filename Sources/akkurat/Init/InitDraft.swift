import Agent
import ArgumentParser
import Bus
import Mining
import Power
import Units

/// Makes a draft of flags, of what was found, and of the owner's answers.
struct InitDraft {
  let flags: InitFlags
  let questions: OwnerQuestions
  private(set) var draft = RigDraft()

  init(_ flags: InitFlags, _ questions: OwnerQuestions, found: InitBusLook?, thermometers: [String]) throws {
    self.flags = flags
    self.questions = questions
    if let bus = flags.bus { draft.bus = bus }
    if let chip = flags.gpioChip { draft.gpioChip = chip }
    try askBattery()
    try askPlace()
    draft.sensors = try sensors(found, thermometers)
    draft.boards = try boards(found)
    try askPool()
  }

  private mutating func askBattery() throws {
    let words = Chemistry.allCases.map(\.rawValue).joined(separator: ", ")
    draft.chemistry = try value(flags.chemistry, "The cells (\(words))", default: "lifepo4") { text in
      guard let chemistry = Chemistry(rawValue: text) else { throw ValidationError("Write one of \(words).") }
      return chemistry
    }
    draft.cells = try value(flags.cells.map(String.init), "Cells in series", default: "4") { text in
      guard let cells = Int(text), (1...60).contains(cells) else { throw ValidationError("Write 1 to 60.") }
      return cells
    }
    draft.capacity = try value(flags.capacity, "Capacity as printed", default: "6 Ah") { try AmpHours(parsing: $0) }
  }

  private mutating func askPlace() throws {
    draft.place = try value(flags.place, "Latitude,longitude in degrees (empty: not told)", default: "") { text in
      guard !text.isEmpty else { return nil }
      let parts = text.split(separator: ",").compactMap { Double($0.filter { $0 != " " }) }
      guard parts.count == 2, abs(parts[0]) <= 90, abs(parts[1]) <= 180 else {
        throw ValidationError("Write for example 48.1,11.6.")
      }
      return (parts[0], parts[1])
    }
    draft.panel = try value(flags.panel, "The panel's peak power (empty: none)", default: "") { text in
      text.isEmpty ? nil : try Watts(parsing: text)
    }
  }

  private mutating func askPool() throws {
    draft.user = try value(flags.user, "Your wallet's name", default: "") { text in
      guard !text.isEmpty else { throw ValidationError("The pool needs a wallet's name; give --user.") }
      return text
    }
    draft.miningKey = try value(flags.miningKey, "Mining key (empty: none)", default: "") { $0.isEmpty ? nil : $0 }
    draft.name = try value(flags.name, "The rig's name in the wallet", default: "akkurat") { $0 }
  }

  // MARK: Sensors

  private func sensors(_ found: InitBusLook?, _ thermometers: [String]) throws -> [RigDraft.DraftSensor] {
    guard flags.sensor.isEmpty else { return try flags.sensor.map(sensor) }
    var sensors: [RigDraft.DraftSensor] = []
    for (address, chip) in found?.chips ?? [] { sensors.append(try sensor(chip.rawValue, address, after: sensors)) }
    return sensors + thermometers.prefix(1).map { .thermometer(path: $0) }
  }

  /// The first monitor is taken to be the battery's, the second the panel's, unless the owner says otherwise.
  private func sensor(
    _ type: String, _ address: I2CAddress, after before: [RigDraft.DraftSensor]
  ) throws -> RigDraft.DraftSensor {
    guard type != "ads1115" else { return try converter(type, address) }
    let hasBattery = before.contains { if case .monitor(_, _, _, "battery") = $0 { true } else { false } }
    let place = try questions.ask(
      "\(type) at \(address) measures battery or panel?", default: hasBattery ? "panel" : "battery", Self.place)
    let shunt = try questions.ask("Its shunt", default: flags.shunt) { try Ohms(parsing: $0) }
    return .monitor(type: type, address: address, shunt: shunt, place: place)
  }

  /// `ina219@0x40=battery`, `ads1115@0x48`, `mcp3008@/dev/spidev0.0`, `w1@/sys/…`, `vedirect-mppt@/dev/ttyUSB0`
  private func sensor(_ text: String) throws -> RigDraft.DraftSensor {
    let halves = text.split(separator: "@", maxSplits: 1).map(String.init)
    guard halves.count == 2 else { throw ValidationError("--sensor: \"\(text)\" has no @; see \"akkurat help init\".") }
    switch halves[0] {
    case "ina219", "ina226", "ina228", "ina3221":
      let parts = halves[1].split(separator: "=").map(String.init)
      return .monitor(
        type: halves[0], address: try BoardPlace.address(parts[0]), shunt: try Ohms(parsing: flags.shunt),
        place: try Self.place(parts.count > 1 ? parts[1] : "battery"))
    case "ads1115", "ads1015", "pcf8591": return try converter(halves[0], try BoardPlace.address(halves[1]))
    case "mcp3008", "mcp3208":
      let divider = try divider()
      return .spi(type: halves[0], path: halves[1], upper: divider.upper, lower: divider.lower)
    case "w1": return .thermometer(path: halves[1])
    case "vedirect-mppt": return .victron(path: halves[1], device: "mppt")
    case "vedirect-bmv": return .victron(path: halves[1], device: "bmv")
    default: throw ValidationError("--sensor: \"\(halves[0])\" is not known here; write the file by hand.")
    }
  }

  private func converter(_ type: String, _ address: I2CAddress) throws -> RigDraft.DraftSensor {
    let divider = try divider()
    return .converter(type: type, address: address, upper: divider.upper, lower: divider.lower)
  }

  private func divider() throws -> (upper: Ohms, lower: Ohms) {
    let parts = flags.divider.split(separator: ",").map(String.init)
    guard parts.count == 2 else { throw ValidationError("--divider: write \"100 kohm,22 kohm\".") }
    return (try Ohms(parsing: parts[0]), try Ohms(parsing: parts[1]))
  }

  private static func place(_ text: String) throws -> String {
    guard ["battery", "panel"].contains(text) else { throw ValidationError("Write battery or panel.") }
    return text
  }

  // MARK: Boards

  private func boards(_ found: InitBusLook?) throws -> [RigDraft.DraftBoard] {
    var boards =
      flags.board.isEmpty
      ? (found?.boards ?? []).map { RigDraft.DraftBoard(address: $0.address, dialect: $0.dialect) }
      : try flags.board.map(board)
    guard !boards.isEmpty else { return [] }
    let prompt = "GPIO lines that feed the \(boards.count) boards, in their order (empty: always on)"
    let lines = try value(flags.lines, prompt, default: "") { text in
      try text.split(separator: ",").map { part in
        guard let line = Int(part.filter { $0 != " " }), (0...1023).contains(line) else {
          throw ValidationError("Write numbers such as 17,27,22.")
        }
        return line
      }
    }
    guard lines.isEmpty || lines.count == 1 || lines.count == boards.count else {
      throw ValidationError("\(lines.count) lines for \(boards.count) boards: give one for all, or one for each.")
    }
    for index in boards.indices where !lines.isEmpty { boards[index].line = lines[lines.count == 1 ? 0 : index] }
    return boards
  }

  /// `41`, `41:akkurat`
  private func board(_ text: String) throws -> RigDraft.DraftBoard {
    let parts = text.split(separator: ":").map(String.init)
    let word = parts.count > 1 ? parts[1] : "classic"
    guard let dialect = BoardDialect(rawValue: word) else {
      let words = BoardDialect.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--board: \"\(word)\" is no dialect; write one of \(words).")
    }
    return RigDraft.DraftBoard(address: try BoardPlace.address(parts.first ?? ""), dialect: dialect)
  }

  /// A flag's value if it was given, else the owner's answer.
  private func value<Value>(
    _ flag: String?, _ prompt: String, default fallback: String, _ read: (String) throws -> Value
  ) throws -> Value {
    if let flag {
      do { return try read(flag) } catch { throw ValidationError("\"\(flag)\": \(error)") }
    }
    return try questions.ask(prompt, default: fallback, read)
  }
}
