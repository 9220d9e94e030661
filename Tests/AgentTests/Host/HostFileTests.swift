import Foundation
import Testing

@testable import Agent

@Suite("The count of starts in vain")
struct HostFileTests {
  @Test("it survives a restart; a broken file counts as one")
  func survives() throws {
    let folder = NSTemporaryDirectory() + "akkurat-host-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = HostFile(directory: folder)
    #expect(file.read() == 0)
    #expect(file.write(3) == nil)
    #expect(HostFile(directory: folder).read() == 3)
    try "{\"failedStarts\":7}\n".write(toFile: folder + "/host.json", atomically: true, encoding: .utf8)
    #expect(file.read() == 1)
  }

  @Test("the alarm is cleared and set relative to the clock's own time; a command that fails is a sentence")
  func machine() async throws {
    let folder = NSTemporaryDirectory() + "akkurat-alarm-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let alarm = folder + "/wakealarm"
    try "".write(toFile: alarm, atomically: true, encoding: .utf8)
    try SystemHost().setAlarm(alarm, after: .seconds(14400))
    #expect(try String(contentsOfFile: alarm, encoding: .utf8) == "+14400")
    #expect(throws: HostPowerError.self) { try SystemHost().setAlarm(folder + "/none", after: .seconds(1)) }
    try await SystemHost().run(["true"])
    await #expect(throws: HostPowerError.self) { try await SystemHost().run(["false"]) }
    await #expect(throws: HostPowerError.self) { try await SystemHost().run(["/no/such/program"]) }
  }
}
