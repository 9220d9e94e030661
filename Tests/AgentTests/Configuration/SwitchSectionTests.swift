import Agent
import Bus
import Testing

@Suite("Switches in the configuration")
struct SwitchSectionTests {
  var service = ""

  func parse(_ switches: String...) throws(ConfigurationProblems) -> [SwitchSection] {
    let text = """
      buses: {main: {path: /dev/i2c-1}}
      sensors:
        - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", measures: battery}
      switches:
      \(switches.map { "  - \($0)" }.joined(separator: "\n"))
      boards:
        - {name: b1, bus: main, address: 42, dialect: classic, switch: s1}
      pool: {user: me}
      \(service)
      """
    return try AgentConfiguration(parsing: text, file: "rig.yaml", program: "test").switches
  }

  func problems(_ switches: String...) -> [String] {
    do {
      _ = try switches.count == 1 ? parse(switches[0]) : parse(switches[0], switches[1])
      return []
    } catch {
      return error.problems.map(\.message)
    }
  }

  @Test("several switches share an expander")
  func shared() throws {
    let switches = try parse(
      "{name: s1, type: mcp23017, bus: main, address: 0x20, pin: 0, accept_hold: true}",
      "{name: s2, type: mcp23017, bus: main, address: 0x20, pin: 15, active: low, accept_hold: true}")
    let place = ExpanderPlace(bus: "main", address: 0x20, kind: .mcp23017)
    #expect(
      switches.map(\.drive) == [
        .expander(place, pin: 0, activeLow: false), .expander(place, pin: 15, activeLow: true),
      ])
  }

  @Test("Scenario 25: an expander holds when the agent dies, and is refused without the owner's word")
  func acceptHold() {
    let without = problems("{name: s1, type: mcp23017, bus: main, address: 0x20, pin: 0}")
    #expect(without.count == 1)
    #expect(without[0].hasSuffix("write accept_hold: true"))
    #expect(problems("{name: s1, type: pcf8574, bus: main, address: 0x20, pin: 0, accept_hold: false}").count == 1)
    #expect(problems("{name: s1, type: pcf8574, bus: main, address: 0x20, pin: 0, accept_hold: true}") == [])
  }

  @Test("Scenario 25: a latching relay and a reset hold are refused as well; a watchdog's line stands for the word")
  func guarded() throws {
    let relay = "{name: s1, type: latching, chip: gpiochip0, set: 5, reset: 6}"
    let reset = "{name: s1, type: reset, chip: gpiochip0, line: 5}"
    #expect(problems(relay).count == 1 && problems(relay)[0].contains("latching relay"))
    #expect(problems(reset).count == 1 && problems(reset)[0].contains("run again"))
    var watched = self
    watched.service = "service: {watchdog: {chip: gpiochip0, line: 26}}"
    let line5 = GPIOLine(chip: "gpiochip0", offset: 5)
    #expect(try watched.parse(reset)[0].drive == .reset(line5))
    #expect(
      try watched.parse(relay)[0].drive
        == .latching(set: line5, reset: GPIOLine(chip: "gpiochip0", offset: 6), pulse: .milliseconds(50)))
    #expect(watched.problems("{name: s1, type: mcp23017, bus: main, address: 0x20, pin: 0}") == [])
  }

  @Test("a line serves one purpose: drive, coils, feedback, watchdog")
  func lines() {
    let first = "{name: s1, type: gpio, chip: c, line: 5, feedback: {chip: c, line: 6}}"
    #expect(problems(first) == [])
    #expect(problems(first, "{name: s2, type: gpio, chip: c, line: 6}")[0].contains("belongs to switch \"s1\""))
    #expect(problems("{name: s1, type: gpio, chip: c, line: 5, feedback: {chip: c, line: 5}}").count == 1)
    #expect(problems("{name: s1, type: latching, chip: c, set: 5, reset: 5, accept_hold: true}").count == 1)
    var watched = self
    watched.service = "service: {watchdog: {chip: c, line: 5}}"
    #expect(watched.problems("{name: s1, type: gpio, chip: c, line: 5}").count == 1)
  }

  @Test("every type of switch has its own settling time; without one the boards' usual one counts")
  func settling() throws {
    let types = [
      "gpio, chip: c, line: 5", "pcf8574, bus: main, address: 0x20, pin: 0, accept_hold: true",
      "mcp23017, bus: main, address: 0x20, pin: 0, accept_hold: true",
      "latching, chip: c, set: 5, reset: 6, accept_hold: true", "reset, chip: c, line: 5, accept_hold: true",
    ]
    for type in types {
      #expect(try parse("{name: s1, type: \(type), settle: \"4.5 s\"}")[0].settle == .milliseconds(4500))
      #expect(try parse("{name: s1, type: \(type)}")[0].settle == nil)
    }
    #expect(problems("{name: s1, type: gpio, chip: c, line: 5, settle: \"10 ms\"}").count == 1)
    #expect(problems("{name: s1, type: gpio, chip: c, line: 5, settle: \"2 min\"}").count == 1)
  }

  @Test("sleep by command: for boards that know it, which are always fed then; other dialects are refused")
  func sleep() throws {
    let text = { (dialect: String) in
      """
      buses: {main: {path: /dev/i2c-1}}
      sensors:
        - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", measures: battery}
      switches: [{name: s1, type: sleep}]
      boards: [{name: b1, bus: main, address: 42, dialect: \(dialect), switch: s1}]
      pool: {user: me}
      """
    }
    let configuration = try AgentConfiguration(parsing: text("akkurat"), file: "rig.yaml", program: "test")
    #expect(configuration.switches.map(\.drive) == [.sleep])
    #expect(configuration.boards[0].supply == nil)
    for dialect in ["classic", "classic85", "stream"] {
      do {
        _ = try AgentConfiguration(parsing: text(dialect), file: "rig.yaml", program: "test")
        Issue.record("\(dialect) was taken")
      } catch {
        #expect(error.problems.map(\.path) == ["boards[0].switch"])
        #expect(error.problems[0].message.contains("knows no sleep"))
      }
    }
    #expect(problems("{name: s1, type: sleep, settle: \"3 s\"}").contains { $0.contains("settle") })
  }

  @Test("a PCF8574 is on at a low level, because its pins are high before the agent runs")
  func bootSafe() throws {
    let text = "{name: s1, type: pcf8574, bus: main, address: 0x38, pin: 7, accept_hold: true"
    guard case .expander(_, pin: 7, activeLow: true) = try parse(text + "}")[0].drive else {
      Issue.record("not active low")
      return
    }
    #expect(problems(text + ", active: high}")[0].contains("high from power-on"))
  }

  @Test("one pin for two switches, a sensor's address and an address the chip cannot have are refused")
  func collisions() {
    let one = "{name: s1, type: pcf8574, bus: main, address: 0x20, pin: 1, accept_hold: true}"
    let same = "{name: s2, type: pcf8574, bus: main, address: 0x20, pin: 1, accept_hold: true}"
    let other = "{name: s2, type: mcp23017, bus: main, address: 0x20, pin: 2, accept_hold: true}"
    #expect(problems(one, same)[0].hasPrefix("this pin already belongs to switch \"s1\""))
    #expect(problems(one, other)[0].contains("already belongs to an expander (pcf8574)"))
    #expect(
      problems("{name: s1, type: mcp23017, bus: main, address: 0x40, pin: 1, accept_hold: true}")[0]
        .contains("cannot be the address of this chip"))
    #expect(problems("{name: s1, type: pcf8574, bus: main, address: 0x20, pin: 8, accept_hold: true}").count == 1)
    #expect(problems("{name: s1, type: pcf8574, bus: no, address: 0x20, pin: 0, accept_hold: true}").count == 1)
  }
}
