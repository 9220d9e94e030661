import Foundation
import Testing
import Units

@testable import akkurat

@Suite("Logs by user, day and hour")
struct HourLogTests {
  let start = Moment(uptime: Uptime(seconds: 1000), wall: UnixTime(seconds: 1_790_000_000))

  func directory() -> String { FileManager.default.temporaryDirectory.appending(path: "akkurat-log-\(UUID())").path() }

  func files(_ directory: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }

  @Test("the name has tool, user, day and hour, and leads nowhere else")
  func names() {
    func name(_ user: String) -> String { HourLog.fileName(tool: "perf", user: user, at: start.wall, zone: .utc) }
    #expect(name("sun") == "perf-sun-2026-09-21-14.log")
    #expect(name("../../etc/x") == "perf-%2e%2e%2f%2e%2e%2fetc%2fx-2026-09-21-14.log")
  }

  @Test("lines reach the card at most every ten minutes, with the hour, and at the end; an hour's head is written once")
  func writes() throws {
    let directory = directory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    var log = HourLog(directory: directory, tool: "perf", zone: .utc)
    for minute in 0..<9 {
      log.add(["head"], user: "sun", at: start + .minutes(Double(minute)), onlyFirst: true)
      log.add(["\(minute)"], user: "sun", at: start + .minutes(Double(minute)))
    }
    #expect(files(directory).isEmpty)
    log.add(["10"], user: "sun", at: start + .minutes(10))
    let path = directory + "/perf-sun-2026-09-21-14.log"
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "head\n0\n1\n2\n3\n4\n5\n6\n7\n8\n10\n")
    log.add(["11"], user: "sun", at: start + .minutes(11))
    log.add(["next"], user: "sun", at: start + .minutes(50))
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("10\n11\n"))
    log.write(at: start.uptime + .minutes(51))
    #expect(files(directory) == ["perf-sun-2026-09-21-14.log", "perf-sun-2026-09-21-15.log"])
  }

  @Test("the oldest hours go when all are too many; files of others stay")
  func thins() throws {
    let directory = directory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    for (name, age) in [("perf-a-1.log", 300.0), ("perf-a-2.log", 200), ("miners-a-1.log", 400), ("mine.txt", 500)] {
      let path = "\(directory)/\(name)"
      try Data(count: HourLog.most / 2 + 1000).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
    }
    var log = HourLog(directory: directory, tool: "perf", zone: .utc)
    log.add(["x"], user: "sun", at: start)
    log.write(at: start.uptime)
    #expect(files(directory) == ["mine.txt", "miners-a-1.log", "perf-a-2.log", "perf-sun-2026-09-21-14.log"])
  }

  @Test("a directory that cannot be written ends the log with a word and not the tool")
  func fails() {
    var log = HourLog(directory: "/proc/nowhere", tool: "perf", zone: .utc)
    log.add(["x"], user: "sun", at: start)
    log.write(at: start.uptime)
    #expect(log.failure?.contains("/proc/nowhere") ?? false)
    log.add(["y"], user: "sun", at: start)
  }

  @Test("a day of both tools at the usual tick is less than half a megabyte each")
  func size() {
    let row = PerfText.header.count + 1
    #expect(row * 86400 / 30 < 300_000)
    let list = 24 * 52 * 100
    #expect(100 * 86400 / 30 + list < 500_000)
  }
}
