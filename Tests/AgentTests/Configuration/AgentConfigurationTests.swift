import Agent
import Bus
import Foundation
import Mining
import Power
import Testing
import Units

@Suite("Configuration")
struct AgentConfigurationTests {
  static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")

  static let minimal = """
    buses: {main: {path: /dev/i2c-1}}
    sensors:
      - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", measures: battery}
    switches:
      - {name: s1, type: gpio, chip: /dev/gpiochip0, line: 17, active: low}
    boards:
      - {name: b1, bus: main, address: 42, dialect: classic, switch: s1}
    pool: {user: me, mining_key: secret-key, nodes: ["10.0.0.1:6000"]}
    """

  func parse(_ text: String) throws(ConfigurationProblems) -> AgentConfiguration {
    try AgentConfiguration(parsing: text, file: "rig.yaml", program: "Akkurat test")
  }

  func problems(_ text: String) -> [String] {
    do {
      _ = try parse(text)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("a minimal file is enough; the rest has documented defaults")
  func minimalFile() throws {
    let configuration = try parse(Self.minimal)
    #expect(configuration.boards.map(\.address) == [42])
    #expect(configuration.switches[0].line == GPIOLine(chip: "/dev/gpiochip0", offset: 17, activeLow: true))
    #expect(configuration.rig.battery.capacity == AmpHours(6))
    #expect(configuration.service.cycle == .seconds(1))
    #expect(configuration.pool.directory == nil)
    #expect(configuration.protection.voltages.contradictions.isEmpty)
  }

  @Test("boards are listed at the pool as the rig, or each under a name of its own")
  func minerNames() throws {
    #expect(try parse(Self.minimal).pool.minerName(of: "b1") == "akkurat")
    let named = try parse(Self.minimal.replacing("user: me,", with: "user: me, rig: shed, name_boards: true,"))
    #expect(named.pool.minerName(of: "b1") == "shed-b1")
  }

  @Test("every example file is good")
  func examples() throws {
    let files = try FileManager.default.contentsOfDirectory(at: Self.examples, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "yaml" }
    #expect(!files.isEmpty)
    for file in files {
      #expect(throws: Never.self, "\(file.lastPathComponent)") {
        _ = try parse(try String(contentsOf: file, encoding: .utf8))
      }
    }
  }

  @Test("a typo in a key is named with line, column and the key that was meant")
  func typo() {
    let text = Self.minimal.replacing("dialect", with: "dialct")
    #expect(
      problems(text).contains("rig.yaml:7:40: boards[0].dialct: unknown key \"dialct\"; did you mean \"dialect\"?"))
  }

  @Test("a wrong unit and a bare number are named with what to write")
  func units() {
    let text = Self.minimal.replacing("\"0.1 ohm\"", with: "0.1")
    #expect(
      problems(text) == [
        "rig.yaml:3:68: sensors[0].shunt: \"0.1\" has no unit; write a resistance with one, for example \"0.1 ohm\""
      ])
  }

  @Test("two boards with one address are a problem at the second one")
  func doubledAddress() {
    let text = Self.minimal.replacing(
      "pool:", with: "  - {name: b2, bus: main, address: 0x2a, dialect: classic}\npool:")
    #expect(problems(text).count == 1)
    #expect(problems(text)[0].hasPrefix("rig.yaml:8:36: boards[1].address: address 42 (0x2a)"))
  }

  @Test("a board on the address of a chip is refused")
  func boardOnChip() {
    #expect(problems(Self.minimal.replacing("address: 42", with: "address: 0x40"))[0].contains("sensor \"battery\""))
  }

  @Test("a board's idle power is its own key, and not above its power")
  func idlePower() throws {
    func text(_ idle: String) -> String {
      Self.minimal.replacing("switch: s1}", with: "switch: s1, power: \"0.12 W\", idle_power: \"\(idle)\"}")
    }
    #expect(try parse(text("80 mW")).boards[0].idleDraw == Watts(0.08))
    #expect(try parse(Self.minimal).boards[0].idleDraw == nil)
    #expect(problems(text("0.2 W")).count == 1)
    #expect(problems(text("0.2 W"))[0].contains("boards[0].idle_power: 0.2 W while it waits is more than power"))
  }

  @Test("a resume voltage below the floor is refused")
  func resumeBelowFloor() {
    let text = Self.minimal + "\nprotection: {floor: \"12 V\", resume: \"11 V\"}\n"
    #expect(problems(text).count == 1)
    #expect(problems(text)[0].contains("resume (11 V) must lie above floor (12 V)"))
  }

  @Test("all problems are told at once, in the order of the file")
  func allAtOnce() {
    let text = Self.minimal.replacing("main: {path: /dev/i2c-1}", with: "main: {pth: /dev/i2c-1}")
      .replacing("line: 17", with: "line: x").replacing("user: me", with: "usr: me")
    let lines = problems(text).map { $0.split(separator: ":")[1] }
    #expect(lines == lines.sorted { Int($0)! < Int($1)! })
    #expect(Set(lines) == ["1", "5", "8"])
  }

  @Test("broken YAML and doubled keys are named with their line")
  func broken() {
    #expect(problems("rig: {")[0].hasPrefix("rig.yaml:"))
    #expect(problems("rig: {}\nrig: {}\n")[0].contains("twice"))
    #expect(problems("")[0] == "rig.yaml: the file is empty")
  }

  @Test("a battery whose energy does not fit its charge is refused")
  func implausibleBattery() {
    let text = Self.minimal + "\nrig: {battery: {chemistry: nimh, cells: 4, capacity: \"6 Ah\", energy: \"76.8 Wh\"}}\n"
    #expect(problems(text)[0].contains("hold about 28.8 Wh"))
  }

  @Test("the mining key is never printed")
  func secret() throws {
    let configuration = try parse(Self.minimal)
    #expect(!"\(configuration.pool.fleet.account)".contains("secret-key"))
    #expect("\(configuration.pool.fleet.account)".contains("<redacted>"))
  }

  @Test("no text, however broken, crashes the reader", arguments: 0..<100)
  func mutations(seed: Int) {
    var generator = SplitMix(UInt64(seed))
    var bytes = Array(Self.minimal.utf8)
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 9...126, using: &generator)
      default: bytes.insert(UInt8.random(in: 9...126, using: &generator), at: place)
      }
    }
    _ = problems(String(decoding: bytes, as: UTF8.self))
  }
}
