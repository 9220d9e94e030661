import Foundation
import Power
import Testing
import Units

@testable import Agent

@Suite("The safety latch on disk")
struct SafetyFileTests {
  let file = SafetyFile(
    directory: FileManager.default.temporaryDirectory.appending(path: "akkurat-safety-\(UUID())").path())

  @Test("Scenario 9: a latch survives, and so does its absence")
  func survives() {
    #expect(file.read() == nil)
    let latch = Latch(voltage: Volts(11.4), wall: UnixTime(seconds: 1_772_000_000))
    #expect(file.write(latch) == nil)
    #expect(file.read() == latch)
    #expect(file.write(nil) == nil)
    #expect(file.read() == nil)
  }

  @Test("Scenario 22: a file cut off or changed at any byte counts as a latch")
  func torn() throws {
    #expect(file.write(Latch(voltage: Volts(11.4), wall: nil)) == nil)
    let whole = try #require(FileManager.default.contents(atPath: file.path))
    for length in 0..<whole.count - 1 {
      try whole.prefix(length).write(to: URL(filePath: file.path))
      #expect(file.read() != nil, "cut at \(length)")
    }
    for place in 0..<whole.count - 1 {
      var changed = whole
      changed[place] ^= 0x41
      try changed.write(to: URL(filePath: file.path))
      #expect(file.read() != nil, "changed at \(place)")
    }
  }

  @Test("a directory that cannot be made is told, not fatal")
  func readOnly() {
    #expect(SafetyFile(directory: "/proc/akkurat").write(nil) != nil)
  }
}
