import ArgumentParser
import Foundation
import Testing

@testable import akkurat

/// `akkurat sense` and `akkurat calibrate` on a file of the kernel's kind.
@Suite("Sensing and calibrating")
struct SenseAndCalibrateTests {
  let folder = FileManager.default.temporaryDirectory.appending(path: "akkurat-sense-\(UUID().uuidString.prefix(8))")
  var rig: String { path("rig.yaml") }
  var volts: String { path("in1_input") }

  func path(_ name: String) -> String { folder.appending(path: name).path(percentEncoded: false) }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = """
      buses: {main: {path: /dev/i2c-1}}
      sensors: [{name: battery, type: hwmon, path: \(volts), as: battery_voltage}]
      boards: [{name: b1, bus: main, address: 42, dialect: classic}]
      pool: {user: me}
      service: {socket: \(path("no.sock"))}
      """
    try Data(text.utf8).write(to: URL(filePath: rig))
  }

  func show(_ millivolts: Int) throws { try Data("\(millivolts)\n".utf8).write(to: URL(filePath: volts)) }

  @Test("sense ends with 0 while the battery's voltage is known, else with 1")
  func sense() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try show(13_200)
    try await SenseCommand.parse(["--config", rig]).run()
    try FileManager.default.removeItem(atPath: volts)
    await #expect(throws: ExitCode.failure) { try await SenseCommand.parse(["--config", rig, "--json"]).run() }
  }

  @Test("two points, one taken now and one from before, are stored, and check then reads them")
  func calibrate() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try show(13_200)
    let words = ["--config", rig, "battery", "--point", "11.0 V=11.1 V", "--true", "13.3 V"]
    try await CalibrateCommand.parse(words + ["--dry-run"]).run()
    #expect(!FileManager.default.fileExists(atPath: path("calibration.yaml")))
    try await CalibrateCommand.parse(words).run()
    let stored = try String(contentsOfFile: path("calibration.yaml"), encoding: .utf8)
    #expect(stored.contains("battery.voltage: {gain: 1.000000, offset: \"0.100000 V\""))
    let text = try String(contentsOfFile: rig, encoding: .utf8) + "\ncalibration: calibration.yaml\n"
    try Data(text.utf8).write(to: URL(filePath: rig))
    try CheckCommand.parse(["--config", rig]).run()
  }

  @Test("points that make no calibration, a channel that nobody has and a sensor that is gone have codes of their own")
  func refusals() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try show(13_200)
    func run(_ words: String...) async throws { try await CalibrateCommand.parse(["--config", rig] + words).run() }
    await #expect(throws: ExitCode.dataError) { try await run("battery", "--point", "6 V=12 V") }
    await #expect(throws: ValidationError.self) { try await run("nobody", "--point", "6 V=12 V") }
    await #expect(throws: ValidationError.self) { try await run("battery", "--point", "6 A=12 A") }
    try FileManager.default.removeItem(atPath: volts)
    await #expect(throws: ExitCode.unavailable) { try await run("battery", "--true", "13 V") }
  }
}
