import Agent
import Foundation
import Testing

/// Holds doc/configuration.md against the reader: both know the same keys.
///
/// The reader is asked by its own words: a key that nobody knows stands in every mapping of ``probe``, and the message
/// about it lists what is known there.
@Suite("The configuration reference")
struct ConfigurationReferenceTests {
  static let stranger = "zzzzzzzzzzzzzzzz"

  /// Every mapping that a configuration can have, each with a stranger in it.
  static let probe = """
    \(stranger): 1
    rig:
      \(stranger): 1
      place: {\(stranger): 1, latitude: 48, longitude: 11}
      panel: {\(stranger): 1, peak: "20 W"}
      charger: {\(stranger): 1}
      battery: {\(stranger): 1}
      regulator: {\(stranger): 1}
      host: {\(stranger): 1}
      boards: {\(stranger): 1}
    protection: {\(stranger): 1}
    buses: {main: {\(stranger): 1, path: /dev/i2c-1, recovery: {\(stranger): 1}}}
    sensors:
      - {\(stranger): 1, type: ina219}
      - {\(stranger): 1, type: ads1115, inputs: [{\(stranger): 1, divider: {\(stranger): 1}, ntc: {\(stranger): 1}}]}
      - {\(stranger): 1, type: hwmon}
      - {\(stranger): 1, type: iio}
      - {\(stranger): 1, type: ina226}
      - {\(stranger): 1, type: ina228}
      - {\(stranger): 1, type: ina3221, channels: [{\(stranger): 1}]}
      - {\(stranger): 1, type: vedirect}
      - {\(stranger): 1, type: ads1015, alert: {\(stranger): 1}}
      - {\(stranger): 1, type: mcp3008, lines: {\(stranger): 1}, inputs: [{\(stranger): 1}]}
      - {\(stranger): 1, type: mcp3208}
      - {\(stranger): 1, type: pcf8591, inputs: [{\(stranger): 1}]}
      - {\(stranger): 1, type: w1}
      - {\(stranger): 1, type: comparator}
      - {\(stranger): 1, type: board}
    switches: [{\(stranger): 1, type: gpio}, {\(stranger): 1, type: pcf8574}, {\(stranger): 1, type: mcp23017},
      {\(stranger): 1, type: latching, feedback: {\(stranger): 1}}, {\(stranger): 1, type: reset},
      {\(stranger): 1, type: sleep}]
    boards: [{\(stranger): 1}]
    schedules: [{\(stranger): 1, season: {\(stranger): 1}}]
    pool: {\(stranger): 1, user: me}
    host: {\(stranger): 1}
    service: {\(stranger): 1, watchdog: {\(stranger): 1}}
    history: {\(stranger): 1, keep: {\(stranger): 1}}
    weather: {\(stranger): 1}
    console: {\(stranger): 1}
    webrepl: {\(stranger): 1, password: "sun and moon"}
    web: {\(stranger): 1}
    """

  /// A heading's code words in the document, and the mapping of ``probe`` that it describes.
  static let places = [
    "/": "", "rig": "rig", "rig.place": "rig.place", "rig.panel": "rig.panel", "rig.charger": "rig.charger",
    "rig.battery": "rig.battery", "rig.regulator": "rig.regulator", "rig.host": "rig.host",
    "rig.boards": "rig.boards", "protection": "protection", "buses.NAME": "buses.main",
    "buses.NAME.recovery": "buses.main.recovery",
    "sensors[] ina219": "sensors[0]", "sensors[] ads1115": "sensors[1]", "sensors[] hwmon": "sensors[2]",
    "sensors[] iio": "sensors[3]", "sensors[] ina226": "sensors[4]", "sensors[] ina228": "sensors[5]",
    "sensors[] ina3221": "sensors[6]", "sensors[].channels[]": "sensors[6].channels[0]",
    "sensors[] vedirect": "sensors[7]", "sensors[].inputs[]": "sensors[1].inputs[0]",
    "sensors[].inputs[].ntc": "sensors[1].inputs[0].ntc", "sensors[].divider": "sensors[1].inputs[0].divider",
    "sensors[] ads1015": "sensors[8]", "sensors[].alert": "sensors[8].alert", "sensors[] mcp3008": "sensors[9]",
    "sensors[].lines": "sensors[9].lines", "sensors[].inputs[] mcp3008 mcp3208": "sensors[9].inputs[0]",
    "sensors[] mcp3208": "sensors[10]", "sensors[] pcf8591": "sensors[11]",
    "sensors[].inputs[] pcf8591": "sensors[11].inputs[0]", "sensors[] w1": "sensors[12]",
    "sensors[] comparator": "sensors[13]", "sensors[] board": "sensors[14]",
    "switches[] gpio": "switches[0]",
    "switches[] pcf8574": "switches[1]", "switches[] mcp23017": "switches[2]",
    "switches[] latching": "switches[3]", "switches[] reset": "switches[4]",
    "switches[] sleep": "switches[5]",
    "switches[].feedback": "switches[3].feedback", "service.watchdog": "service.watchdog", "host": "host",
    "boards[]": "boards[0]",
    "pool": "pool", "service": "service", "history": "history", "history.keep": "history.keep",
    "schedules[]": "schedules[0]", "schedules[].season": "schedules[0].season",
    "weather": "weather", "console": "console", "webrepl": "webrepl",
    "web": "web",
  ]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("every key the reader accepts is documented, and every documented key is accepted")
  func keys() throws {
    let documented = try Self.documentedKeys()
    let accepted = Self.acceptedKeys()
    #expect(accepted.count == Self.places.count, "add a line to `probe` and `places` of this test for a new section")
    for (heading, path) in Self.places.sorted(by: { $0.key < $1.key }) {
      let code = try #require(accepted[path], "the reader has no section \"\(path)\" any more; see `probe` here")
      let page = try #require(documented[heading], "doc/configuration.md has no table under a heading `\(heading)`")
      let missing = code.subtracting(page).sorted()
      let stale = page.subtracting(code).sorted()
      #expect(missing.isEmpty, "doc/configuration.md, `\(heading)`: add a line for \(missing)")
      #expect(stale.isEmpty, "doc/configuration.md, `\(heading)`: the reader does not know \(stale); take the line out")
    }
    let unknown = Set(documented.keys).subtracting(Self.places.keys).sorted()
    #expect(unknown.isEmpty, "doc/configuration.md has tables for \(unknown); add them to `places` of this test")
  }

  @Test("the file with every key is accepted and shows each of them")
  func sample() throws {
    let sample = try Self.sample()
    #expect(throws: Never.self) {
      _ = try AgentConfiguration(parsing: sample, file: "doc/configuration.md", program: "Akkurat test")
    }
    let words = Set(sample.split(whereSeparator: { " \n{-,".contains($0) }).map(String.init))
    for (heading, keys) in try Self.documentedKeys() {
      let absent = keys.filter { !words.contains("\($0):") }.sorted()
      #expect(absent.isEmpty, "doc/configuration.md, \"Every key once\": add \(absent) of `\(heading)`")
    }
  }

  @Test("every section that the sources read is probed")
  func sections() throws {
    let folder = Self.root.appending(path: "Sources/Agent/Configuration")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    for file in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /\.(?:section|list|items|named)\("([a-z0-9_]+)"/) {
        let name = String(match.1)
        #expect(
          Self.probe.contains("\(name): {") || Self.probe.contains("\(name): [") || Self.probe.contains("\(name):\n"),
          "\(file.lastPathComponent) reads a section \"\(name)\": add it to `probe` and `places` of this test")
      }
    }
  }

  /// The keys that the reader says it knows, by the path of the mapping.
  static func acceptedKeys() -> [String: Set<String>] {
    var keys: [String: Set<String>] = [:]
    do {
      _ = try AgentConfiguration(parsing: probe, file: "probe.yaml", program: "Akkurat test")
    } catch {
      for problem in error.problems where problem.path.hasSuffix(stranger) {
        guard let list = problem.message.split(separator: "known here: ").dropFirst().first else { continue }
        let place = String(problem.path.dropLast(stranger.count))
        keys[place.hasSuffix(".") ? String(place.dropLast()) : place] = Set(
          list.split(separator: ", ").map(String.init))
      }
    }
    return keys
  }

  /// The first column of every table headed "key", by the code words of the heading above it.
  static func documentedKeys() throws -> [String: Set<String>] {
    var keys: [String: Set<String>] = [:]
    var heading = ""
    var isKeyTable = false
    for line in try page().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") { heading = codeWords(line).joined(separator: " ") }
      if !line.hasPrefix("|") { isKeyTable = false }
      if line.hasPrefix("| key |") { isKeyTable = true }
      guard isKeyTable, line.hasPrefix("| `"), let key = codeWords(line).first else { continue }
      keys[heading, default: []].insert(key)
    }
    return keys
  }

  static func sample() throws -> String {
    let parts = try page().split(separator: "```yaml\n", maxSplits: 1)
    return String(try #require(parts.last?.split(separator: "```").first, "the sample is gone"))
  }

  static func page() throws -> String {
    try String(contentsOf: root.appending(path: "doc/configuration.md"), encoding: .utf8)
  }

  /// What stands between backticks.
  static func codeWords(_ line: Substring) -> [String] {
    line.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map { String($0.element) }
  }
}
