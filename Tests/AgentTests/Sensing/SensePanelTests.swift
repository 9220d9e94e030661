import Power
import Testing
import Units

@testable import Agent

@Suite("Judging all sensors together")
struct SensePanelTests {
  static let rig = ChannelJudge.Rig(nominal: Volts(12.8), resistance: Ohms(0.08))

  struct Silent: Sensor {
    var identity: String { "nothing" }
    func sample(at now: Uptime) throws(SensorError) -> [Measurement] { [] }
  }

  static func sensor(_ name: String, _ uses: SensorSection.ChannelUse...) -> SensorSection {
    SensorSection(name: name, source: .alone(Silent()), channels: uses)
  }

  static func volts(_ volts: Double, raw: Int64 = 0, _ channel: String = "voltage", at second: Int) -> Measurement {
    Measurement(
      channel: channel, value: .voltage(Volts(volts)), raw: raw, atRail: false, time: Uptime(seconds: Double(second)))
  }

  static func panel(_ sensors: SensorSection...) -> SensePanel { SensePanel(sensors: sensors, on: rig, at: .zero) }

  static let voltage = SensorSection.ChannelUse(channel: "voltage", role: .batteryVoltage)

  @Test("the first source counts; after trouble it comes first again when it has been good for 30 s")
  func preference() {
    var panel = Self.panel(Self.sensor("one", Self.voltage), Self.sensor("two", Self.voltage))
    func origin(_ second: Int) -> String? { panel.senses(at: Uptime(seconds: Double(second))).batteryVoltage?.origin }
    func note(_ second: Int, oneFails: Bool) {
      let load = CommandedLoad()
      if oneFails {
        panel.note(failure: "no acknowledge", from: "one")
      } else {
        panel.note([Self.volts(13, raw: Int64(second), at: second)], from: "one", load: load)
      }
      panel.note([Self.volts(13.1, raw: Int64(second), at: second)], from: "two", load: load)
    }
    note(1, oneFails: false)
    #expect(origin(1) == "one.voltage")
    note(2, oneFails: true)
    #expect(origin(2) == "two.voltage")
    for second in 3...40 {
      note(second, oneFails: false)
      #expect(origin(second) == (second < 33 ? "two.voltage" : "one.voltage"))
    }
  }

  @Test("Scenario 1: a chip whose current moves is not frozen, though its coarse voltage stands still")
  func fingerprint() {
    let current = SensorSection.ChannelUse(channel: "current", role: .batteryCurrent)
    for isAlive in [true, false] {
      var panel = Self.panel(Self.sensor("chip", Self.voltage, current))
      for second in 0...120 {
        let amps = Measurement(
          channel: "current", value: .current(Amps(1)), raw: isAlive ? Int64(second) : 5, atRail: false,
          time: Uptime(seconds: Double(second)))
        panel.note(
          [Self.volts(13, raw: 7, at: second), amps], from: "chip",
          load: CommandedLoad(steps: second / 50, power: Watts(Double(second / 50))))
      }
      let quality = panel.senses(at: Uptime(seconds: 120)).batteryVoltage?.quality
      #expect(quality == (isAlive ? .good : .stuck))
    }
  }

  @Test("Scenario 4: a comparator that says low far below the measured voltage disagrees after 30 s, and it counts")
  func comparator() {
    let low = SensorSection.ChannelUse(channel: "low", role: .batteryLow, threshold: Volts(11.8))
    var panel = Self.panel(Self.sensor("meter", Self.voltage), Self.sensor("line", low))
    func note(_ second: Int, isLow: Bool) -> Senses {
      let line = Measurement(
        channel: "low", value: .state(isLow), raw: 0, atRail: false, time: Uptime(seconds: Double(second)))
      panel.note([line], from: "line", load: CommandedLoad())
      panel.note([Self.volts(12.9, raw: Int64(second), at: second)], from: "meter", load: CommandedLoad())
      return panel.senses(at: Uptime(seconds: Double(second)))
    }
    #expect(note(0, isLow: false).batteryLow?.isLow == false)
    // One sample is a glitch.
    #expect(note(1, isLow: true).batteryLow?.isLow == false)
    #expect(note(2, isLow: true).batteryLow?.isLow == true)
    for second in 3...31 { #expect(note(second, isLow: true).disagreement == nil) }
    #expect(note(33, isLow: true).disagreement == .init(lower: Volts(11.8), higher: Volts(12.9)))
    // It chatters: ten seconds without a word are needed.
    #expect(note(40, isLow: false).batteryLow?.isLow == true)
    let after = note(44, isLow: false)
    #expect(after.batteryLow?.isLow == false)
    #expect(after.disagreement == nil)
  }

  @Test("a calibration is applied after sign and scale, and a row tells value, age and trust")
  func rows() {
    var use = Self.voltage
    use.factor = 2
    use.calibration = ChannelCalibration(gain: 1.1, offset: -0.5)
    var panel = Self.panel(Self.sensor("one", use), Self.sensor("two", Self.voltage))
    panel.note([Self.volts(6, at: 10)], from: "one", load: CommandedLoad())
    let rows = panel.rows(at: Uptime(seconds: 12))
    #expect(rows.map(\.origin) == ["one.voltage", "two.voltage"])
    #expect(rows[0].value.map { abs($0 - 12.7) < 1e-9 } == true)
    #expect(rows[0].age == .seconds(2) && rows[0].quality == .good && rows[0].mistrust == .zero)
    #expect(rows[1].value == nil && rows[1].age == nil && rows[1].quality == .warmingUp)
  }
}
