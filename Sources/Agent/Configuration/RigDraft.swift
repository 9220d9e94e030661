public import Bus
public import Mining
public import Power
public import Units

/// What a new owner told, and what a scan found: enough for a first configuration. Pure; ``text`` is the file.
public struct RigDraft: Sendable {
  /// A sensor of the first configuration.
  public enum DraftSensor: Sendable, Hashable {
    /// A power monitor with its shunt.
    case monitor(type: String, address: I2CAddress, shunt: Ohms, place: String)
    /// Input 0 of a converter behind a divider at the battery.
    case converter(type: String, address: I2CAddress, upper: Ohms, lower: Ohms)
    /// Input 0 of an MCP3008 or MCP3208 behind a divider at the battery.
    case spi(type: String, path: String, upper: Ohms, lower: Ohms)
    /// A 1-wire thermometer at the battery.
    case thermometer(path: String)
    /// A Victron device, `mppt` or `bmv`.
    case victron(path: String, device: String)
  }

  /// A Mini Pro.
  public struct DraftBoard: Sendable, Hashable {
    /// Its address.
    public var address: I2CAddress
    /// What it speaks.
    public var dialect: BoardDialect
    /// The GPIO line that feeds it.
    public var line: Int?

    /// A board by its parts.
    public init(address: I2CAddress, dialect: BoardDialect, line: Int? = nil) {
      self.address = address
      self.dialect = dialect
      self.line = line
    }
  }

  /// Device file of the bus.
  public var bus = "/dev/i2c-1"
  /// GPIO chip of the switches.
  public var gpioChip = "/dev/gpiochip0"
  /// In the order of preference.
  public var sensors: [DraftSensor] = []
  /// In the order of priority.
  public var boards: [DraftBoard] = []
  /// What the cells are.
  public var chemistry = Chemistry.lifepo4
  /// In series.
  public var cells = 4
  /// As printed on the pack.
  public var capacity = AmpHours(6)
  /// Degrees, north and east positive; nil where the owner does not tell.
  public var place: (latitude: Double, longitude: Double)?
  /// The panel's peak power; nil without one.
  public var panel: Watts?
  /// The wallet's name.
  public var user = ""
  /// As set in the wallet.
  public var miningKey: String?
  /// The rig's name in the wallet.
  public var name = "akkurat"

  /// Nothing told yet: a 4 S LiFePO4 pack of 6 Ah.
  public init() {}

  /// The configuration file.
  public var text: String {
    ([
      "# Made by \"akkurat init\". Every key: doc/configuration.md. After a change: akkurat check --config this-file",
      "rig:",
    ] + rig + ["", "buses:", "  main: {path: \(Self.quoted(bus))}", "", "sensors:"] + sensorLines + switchLines
      + boardLines + [
        "", "pool:", "  user: \(Self.quoted(user))",
      ] + (miningKey.map { ["  mining_key: \(Self.quoted($0))"] } ?? []) + ["  rig: \(Self.quoted(name))", ""])
      .joined(separator: "\n")
  }

  private var rig: [String] {
    let place = place.map { ["  place: {latitude: \($0.latitude), longitude: \($0.longitude)}"] } ?? []
    let panel = panel.map { ["  panel: {peak: \"\($0)\"}"] } ?? []
    return place + panel + [
      "  battery: {chemistry: \(chemistry.rawValue), cells: \(cells), capacity: \"\(capacity)\"}",
      "  # What the computer itself draws; measure it, it runs day and night.",
      "  host: {power: \"1 W\"}",
    ]
  }

  private var sensorLines: [String] {
    sensors.enumerated().map { index, sensor in
      let name = "name: \(Self.name(of: sensor))\(index + 1)"
      switch sensor {
      case .monitor(let type, let address, let shunt, let place):
        guard type == "ina3221" else {
          return "  - {\(name), type: \(type), bus: main, address: \(address.hexadecimal), shunt: \"\(shunt)\", "
            + "measures: \(place)}"
        }
        return "  - {\(name), type: ina3221, bus: main, address: \(address.hexadecimal), "
          + "channels: [{channel: 1, shunt: \"\(shunt)\", measures: \(place)}]}"
      case .converter(let type, let address, let upper, let lower):
        let reference = type == "pcf8591" ? "reference: \"3.3 V\", " : ""
        return "  - {\(name), type: \(type), bus: main, address: \(address.hexadecimal), \(reference)"
          + "inputs: [\(Self.input(upper, lower))]}"
      case .spi(let type, let path, let upper, let lower):
        return "  - {\(name), type: \(type), path: \(Self.quoted(path)), reference: \"3.3 V\", "
          + "inputs: [\(Self.input(upper, lower))]}"
      case .thermometer(let path): return "  - {\(name), type: w1, path: \(Self.quoted(path))}"
      case .victron(let path, let device):
        return "  - {\(name), type: vedirect, path: \(Self.quoted(path)), device: \(device)}"
      }
    }
  }

  private static func input(_ upper: Ohms, _ lower: Ohms) -> String {
    "{input: 0, divider: {upper: \"\(upper)\", lower: \"\(lower)\"}, as: battery_voltage}"
  }

  private static func name(of sensor: DraftSensor) -> String {
    switch sensor {
    case .monitor(_, _, _, let place): place
    case .converter, .spi: "adc"
    case .thermometer: "cells"
    case .victron: "victron"
    }
  }

  private var lines: [Int] {
    var seen: Set<Int> = []
    return boards.compactMap(\.line).filter { seen.insert($0).inserted }
  }

  private var switchLines: [String] {
    guard !lines.isEmpty else { return [] }
    let chip = Self.quoted(gpioChip)
    return ["", "switches:"]
      + lines.enumerated().map { index, line in "  - {name: s\(index + 1), type: gpio, chip: \(chip), line: \(line)}" }
  }

  private var boardLines: [String] {
    guard !boards.isEmpty else { return [] }
    let lines = lines
    return ["", "boards:"]
      + boards.enumerated().map { index, board in
        let supply = board.line.flatMap { lines.firstIndex(of: $0) }.map { ", switch: s\($0 + 1)" } ?? ""
        return "  - {name: b\(index + 1), bus: main, address: \(board.address.value), "
          + "dialect: \(board.dialect.rawValue)\(supply)}"
      }
  }

  /// A YAML text in double quotes.
  static func quoted(_ text: String) -> String {
    "\""
      + text.flatMap { character -> String in
        switch character {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        default: String(character)
        }
      } + "\""
  }
}
