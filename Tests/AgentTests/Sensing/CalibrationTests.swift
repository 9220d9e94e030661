import Agent
import Foundation
import Power
import Testing
import Units

@Suite("Calibration")
struct CalibrationTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "akkurat-cal-\(UUID().uuidString.prefix(8))")
  var path: String { folder.appending(path: "calibration.yaml").path(percentEncoded: false) }

  static let rig = """
    buses: {main: {path: /dev/i2c-1}}
    calibration: calibration.yaml
    sensors:
      - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", measures: battery}
    boards: [{name: b1, bus: main, address: 42, dialect: classic}]
    pool: {user: me}
    """

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  func rig(_ includes: ConfigurationIncludes? = nil) throws(ConfigurationProblems) -> AgentConfiguration {
    try AgentConfiguration(
      parsing: Self.rig, file: folder.appending(path: "rig.yaml").path(percentEncoded: false), program: "test",
      includes: includes)
  }

  var besides: ConfigurationIncludes {
    ConfigurationIncludes(besides: folder.appending(path: "rig.yaml").path(percentEncoded: false))
  }

  func entry(_ channel: String, gain: Double, offset: Double = 0, unit: String = "V") -> CalibrationFile.Entry {
    .init(
      channel: channel, calibration: .init(gain: gain, offset: offset), unit: unit, time: "2026-03-01T12:00:00Z",
      points: [.init(measured: 12, truth: 12.1)])
  }

  @Test("two points give gain and offset that lead through both")
  func twoPoints() throws {
    let points = [CalibrationPoint(measured: 10, truth: 10.3), CalibrationPoint(measured: 14, truth: 14.1)]
    let found = try CalibrationFit.calibration(from: points, role: .batteryVoltage, step: 0.004)
    #expect(abs(found.gain - 0.95) < 1e-12)
    for point in points { #expect(abs(found.applied(to: point.measured) - point.truth) < 1e-12) }
  }

  @Test("one point gives the gain, near zero or for a temperature the offset")
  func onePoint() throws {
    func fit(_ measured: Double, _ truth: Double, _ role: SensorRole) throws -> ChannelCalibration {
      try CalibrationFit.calibration(from: [.init(measured: measured, truth: truth)], role: role, step: 0.001)
    }
    #expect(try fit(12, 12.6, .batteryVoltage) == ChannelCalibration(gain: 1.05))
    #expect(try fit(0.012, 0, .batteryCurrent) == ChannelCalibration(offset: -0.012))
    #expect(try fit(21, 22.5, .batteryTemperature) == ChannelCalibration(offset: 1.5))
  }

  @Test("points too near, and gains and offsets that no parts have, are refused")
  func refusals() {
    func refused(_ points: (Double, Double)...) -> CalibrationFit.Refusal? {
      let points = points.map { CalibrationPoint(measured: $0.0, truth: $0.1) }
      do {
        _ = try CalibrationFit.calibration(from: points, role: .batteryVoltage, step: 0.004)
        return nil
      } catch {
        return error
      }
    }
    #expect(refused((12, 12.1), (12.1, 12.3)).map { "\($0)".contains("at least 0.369 V") } == true)
    #expect(refused((6, 12)) == .implausibleGain(2))
    #expect(refused((10, 10), (14, 16)) == .implausibleGain(1.5))
    #expect(refused((2, 4), (14, 14.1)).map { "\($0)".contains("offset") } == true)
  }

  @Test("a gain that parts of 1 % do not make is doubted, and only such a one")
  func doubt() {
    #expect(CalibrationFit.doubt(about: .init(gain: 1.03, offset: 0.1)) == nil)
    for gain in [0.9, 1.06] {
      let doubt = CalibrationFit.doubt(about: .init(gain: gain)) ?? ""
      #expect(doubt.contains("look at the divider"))
    }
  }

  @Test("a line is added or replaced, the one before becomes a comment, and all else stays")
  func editing() {
    let fresh = CalibrationFile.text("", setting: entry("battery.voltage", gain: 1.01, offset: -0.02))
    #expect(
      fresh.hasSuffix(
        "\nbattery.voltage: {gain: 1.010000, offset: \"-0.020000 V\", at: \"2026-03-01T12:00:00Z\", "
          + "points: [\"12.0000 V = 12.1000 V\"]}\n"))
    let owned = """
      # mine
      battery.voltage:
        gain: 1.02
        # by the blue meter
      battery.current: {offset: "0.01 A"}
      """
    let lines = CalibrationFile.text(owned, setting: entry("battery.voltage", gain: 1.01)).split(separator: "\n")
    #expect(lines[0] == "# mine")
    #expect(
      lines[1...3] == ["# before: battery.voltage:", "# before:   gain: 1.02", "# before:   # by the blue meter"])
    #expect(lines[4].hasPrefix("battery.voltage: {gain: 1.010000"))
    #expect(lines[5] == "battery.current: {offset: \"0.01 A\"}")
  }

  @Test("what is stored is read with the configuration, and no other channel is touched")
  func included() throws {
    let sensors = try rig().sensors
    try CalibrationFile.set(entry("battery.voltage", gain: 1.01, offset: -0.02), in: path, for: sensors)
    try CalibrationFile.set(entry("battery.current", gain: 1, offset: 0.003, unit: "A"), in: path, for: sensors)
    try CalibrationFile.set(entry("battery.voltage", gain: 1.03), in: path, for: sensors)
    let channels = try rig(besides).sensors[0].channels
    #expect(channels[0].calibration == ChannelCalibration(gain: 1.03))
    #expect(channels[1].calibration == ChannelCalibration(offset: 0.003))
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("# before: battery.voltage: {gain: 1.010000"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).count == 1)
  }

  @Test("a file that is not understood is left alone")
  func broken() throws {
    let text = "battery.voltage: {gain: 9}\n"
    try Data(text.utf8).write(to: URL(filePath: path))
    let sensors = try rig().sensors
    #expect(throws: CalibrationFileError.self) {
      try CalibrationFile.set(entry("battery.current", gain: 1, unit: "A"), in: path, for: sensors)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(throws: ConfigurationProblems.self) { try rig(besides) }
  }

  @Test("a named file that is absent, and a channel that nobody has, are problems with their place")
  func problems() throws {
    do {
      _ = try rig(besides)
      Issue.record("no problem")
    } catch {
      #expect(error.problems.map(\.line) == [2])
      #expect(error.problems[0].message.hasPrefix("there is no such file"))
    }
    try Data("adc.ain0: {gain: 1}\n".utf8).write(to: URL(filePath: path))
    do {
      _ = try rig(besides)
      Issue.record("no problem")
    } catch {
      #expect(error.problems[0].file == path)
      #expect(error.problems[0].message.hasPrefix("there is no channel \"adc.ain0\"; known are battery.voltage"))
    }
  }
}
