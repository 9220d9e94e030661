import Bus
import Foundation
import Power
import Synchronization
import Testing
import Units

@Suite("1-wire thermometer")
struct W1ThermometerTests {
  /// Reads that are held back until the test lets them go on.
  final class Bench: Sendable {
    let held = Mutex<[@Sendable () -> Void]>([])

    func begin(_ read: @escaping @Sendable () -> Void) { held.withLock { $0.append(read) } }

    var count: Int { held.withLock { $0.count } }

    func finish() {
      let reads = held.withLock { held in
        defer { held = [] }
        return held
      }
      for read in reads { read() }
    }
  }

  let file = FileManager.default.temporaryDirectory.appending(path: "akkurat-w1-\(UUID().uuidString.prefix(8))")
    .path(percentEncoded: false)
  let bench = Bench()
  let start = Uptime(seconds: 100)

  func thermometer(_ text: String) throws -> W1Thermometer {
    try Data(text.utf8).write(to: URL(filePath: file))
    return W1Thermometer(path: file) { [bench] read in bench.begin(read) }
  }

  @Test("a sample never waits: it begins a read, and a later one brings it with the time of its beginning")
  func offTheControlTask() throws {
    var thermometer = try thermometer("21437\n")
    #expect(try thermometer.sample(at: start) == [])
    #expect(try thermometer.sample(at: start + .seconds(1)) == [])
    #expect(bench.count == 1)
    bench.finish()
    let measured = try thermometer.sample(at: start + .seconds(2))
    #expect(
      measured == [
        Measurement(
          channel: "temperature", value: .temperature(Celsius(21.437)), raw: 21437, atRail: false, time: start)
      ])
    #expect(try thermometer.sample(at: start + .seconds(3)) == [])
    #expect(bench.count == 0)
    #expect(try thermometer.sample(at: start + .seconds(10)) == [])
    #expect(bench.count == 1)
  }

  @Test("a read that hangs begins no second one, and its late answer keeps its old time")
  func hangs() throws {
    var thermometer = try thermometer("0")
    for second in 0..<60 { _ = try thermometer.sample(at: start + .seconds(second)) }
    #expect(bench.count == 1)
    bench.finish()
    #expect(try thermometer.sample(at: start + .seconds(60))[0].time == start)
  }

  @Test("the older file tells by YES whether its checksum was right")
  func olderFile() throws {
    var good = try thermometer("33 00 4b 46 ff ff 02 10 f4 : crc=f4 YES\n33 00 4b 46 ff ff 02 10 f4 t=-1062\n")
    _ = try good.sample(at: start)
    bench.finish()
    #expect(try good.sample(at: start)[0].value == .temperature(Celsius(-1.062)))
    var bad = try thermometer("33 00 4b 46 ff ff 02 10 f4 : crc=f5 NO\n33 00 4b 46 ff ff 02 10 f4 t=25437\n")
    _ = try bad.sample(at: start)
    bench.finish()
    #expect(throws: SensorError.self) { try bad.sample(at: start) }
  }

  @Test("85 °C is what a thermometer says that was just switched on: no data")
  func powerOn() throws {
    var thermometer = try thermometer("85000")
    _ = try thermometer.sample(at: start)
    bench.finish()
    #expect(try thermometer.sample(at: start)[0].atRail)
  }

  @Test("an absent thermometer is an error, and one that returns is read again")
  func absent() throws {
    var thermometer = try thermometer("20000")
    try FileManager.default.removeItem(atPath: file)
    _ = try thermometer.sample(at: start)
    bench.finish()
    #expect(throws: SensorError.self) { try thermometer.sample(at: start + .seconds(1)) }
    try Data("20000".utf8).write(to: URL(filePath: file))
    _ = try thermometer.sample(at: start + .seconds(10))
    bench.finish()
    #expect(try thermometer.sample(at: start + .seconds(11)).count == 1)
  }

  @Test("a read runs on a thread of its own")
  func thread() async throws {
    try Data("19000".utf8).write(to: URL(filePath: file))
    var thermometer = W1Thermometer(path: file)
    var measured = try thermometer.sample(at: start)
    for _ in 0..<200 where measured.isEmpty {
      try await Task.sleep(for: .milliseconds(10))
      measured = try thermometer.sample(at: start + .seconds(1))
    }
    #expect(measured.first?.value == .temperature(Celsius(19)))
  }
}
