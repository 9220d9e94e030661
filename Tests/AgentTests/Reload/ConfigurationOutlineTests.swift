import Foundation
import Testing

@testable import Agent

@Suite("What a reload changes")
struct ConfigurationOutlineTests {
  static let base = """
    buses: {main: {path: /dev/i2c-1}}
    sensors:
      - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", measures: battery}
    boards: [{name: b1, bus: main, address: 41, dialect: classic}]
    protection: {floor: "11.6 V", resume: "12.9 V"}
    pool: {user: me, nodes: ["10.0.0.5:2813"]}
    """

  func configuration(_ text: String) throws -> AgentConfiguration {
    try AgentConfiguration(parsing: text, file: "rig.yaml", program: "test")
  }

  func changes(_ edit: (String) -> String) throws -> [String] {
    try configuration(edit(Self.base)).outline.changes(since: try configuration(Self.base).outline)
  }

  @Test("comments, quotes and the order of keys are no change")
  func sameMeaning() throws {
    let other = Self.base.replacing(
      "floor: \"11.6 V\", resume: \"12.9 V\"", with: "resume: '12.9 V', floor: \"11.6 V\"")
    #expect(try changes { _ in "# hello\n" + other }.isEmpty)
  }

  @Test("what is new, gone or different is named by its key")
  func named() throws {
    #expect(try changes { $0.replacing("11.6 V", with: "11.7 V") } == ["protection.floor"])
    #expect(try changes { $0.replacing(", resume: \"12.9 V\"", with: "") } == ["protection.resume"])
    #expect(try changes { $0.replacing("address: 41", with: "address: 42") } == ["boards"])
    #expect(
      try changes { $0 + "\nschedules: [{name: q, do: pause}]\nservice: {cycle: \"2 s\"}" }
        == ["schedules", "service.cycle"])
  }

  @Test("Scenario 25: contradictory thresholds are refused with file, line and reason")
  func refused() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "rig-\(UUID()).yaml").path()
    let loader = ConfigurationLoader(path: path, program: "test")
    #expect(throws: ControlRefusal.self) { try loader.load() }
    try Self.base.replacing("12.9 V", with: "11.0 V").write(toFile: path, atomically: true, encoding: .utf8)
    do throws(ControlRefusal) {
      _ = try loader.load()
      Issue.record("a contradiction was taken")
    } catch {
      #expect(error.error.code == "bad_configuration")
      #expect(error.description.contains("\(path):5:") && error.description.contains("must lie above floor"))
    }
    try FileManager.default.removeItem(atPath: path)
  }
}
