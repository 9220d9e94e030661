import Foundation
import Power
import Testing
import Units

@Suite("Battery estimator")
struct BatteryEstimatorTests {
  private func lines(_ trace: String, _ range: Range<Int>) throws -> [BatteryTraceFiles.Line] {
    Array(try BatteryTraceFiles.lines(trace)[range])
  }

  @Test("before the first voltage the state of charge is unknown, not zero")
  func nothing() throws {
    var estimator = BatteryEstimator(try BatteryTraceFiles.description("nmc 3s 5Ah"))
    let state = estimator.update(BatterySample(time: Uptime(seconds: 1), voltage: nil))
    #expect(state.soc == nil)
    #expect(state.mode == .unknown)
    #expect(state.reasons.count == 1)
  }

  @Test("an impossible voltage, current or temperature is no reading (scenario 2)", arguments: [0.0, 20.0, .nan])
  func implausible(volts: Double) throws {
    let lines = try lines("nmc", 0..<200)
    var (clean, disturbed) = (
      BatteryEstimator(try BatteryTraceFiles.description("nmc 3s 5Ah")),
      BatteryEstimator(try BatteryTraceFiles.description("nmc 3s 5Ah"))
    )
    for line in lines {
      _ = clean.update(line.sample)
      _ = disturbed.update(line.sample)
    }
    let last = try #require(lines.last).sample
    let state = disturbed.update(
      BatterySample(
        time: last.time + .seconds(1), voltage: Volts(volts), current: Amps(5000), temperature: Celsius(400)))
    let before = try #require(clean.state().soc)
    #expect(((state.soc?.value ?? 0) - before.value).magnitude < 0.002)
  }

  @Test("without a current it goes by voltage, says so, and claims less")
  func voltageOnly() throws {
    let description = try BatteryTraceFiles.description("nmc 3s 5Ah", table: "nmc")
    let lines = try lines("nmc", 0..<1400)
    let fused = BatteryTraceFiles.errors(description, lines)
    let blind = BatteryTraceFiles.errors(description, lines) { sample in
      BatterySample(time: sample.time, voltage: sample.voltage, temperature: sample.temperature)
    }
    #expect(blind.last.mode == .voltageOnly)
    #expect(blind.last.reasons.isEmpty == false)
    #expect(blind.last.standardDeviation > 2 * fused.last.standardDeviation)
    #expect(blind.rms < 12)
    #expect(blind.claimRatio < 4)
  }

  @Test("a restart goes on where it stopped")
  func restart() throws {
    let description = try BatteryTraceFiles.description("lifepo4 4s 6Ah", table: "lifepo4")
    let lines = try lines("lifepo4", 0..<1500)
    var first = BatteryEstimator(description)
    for line in lines.prefix(1490) { _ = first.update(line.sample) }
    let stored = BatteryMemory(text: first.memory.text)
    var second = BatteryEstimator(description, resuming: stored, away: .seconds(60))
    let expected = try #require(first.update(lines[1490].sample).soc)
    let state = second.update(lines[1490].sample)
    #expect(((state.soc?.value ?? 0) - expected.value).magnitude < 0.02)
    #expect((state.capacity.value - first.state().capacity.value).magnitude < 0.15)
  }

  @Test("memory that is damaged or of another battery is not used", arguments: ["", "akkurat-battery-1 nmc 3s 5.0Ah"])
  func damaged(text: String) throws {
    let description = try BatteryTraceFiles.description("nmc 3s 5Ah")
    let fresh = BatteryEstimator(description).state()
    let resumed = BatteryEstimator(description, resuming: BatteryMemory(text: text), away: nil).state()
    #expect(resumed == fresh)
    var memory = BatteryEstimator(description).memory.text
    memory.removeLast(20)
    #expect(BatteryEstimator(description, resuming: BatteryMemory(text: memory), away: nil).state() == fresh)
    let other = BatteryEstimator(try BatteryTraceFiles.description("nmc 4s 5Ah")).memory
    #expect(BatteryEstimator(description, resuming: other, away: nil).state() == fresh)
  }

  @Test("a swapped battery is noticed and learned anew (scenario 24)")
  func swap() throws {
    let description = try BatteryTraceFiles.description("nmc 3s 5Ah", table: "nmc")
    let lines = try BatteryTraceFiles.lines("nmc")
    let low = try #require(lines.indices.dropFirst(600).min { lines[$0].truth < lines[$1].truth })
    var first = BatteryEstimator(description)
    let full = try #require(lines.indices.dropFirst(200).prefix(low - 200).max { lines[$0].truth < lines[$1].truth })
    for line in lines.prefix(full) { _ = first.update(line.sample) }
    // The battery as it was at its lowest is put in the place of the full one.
    let gap = lines[low].sample.time - lines[full].sample.time
    var wasUnknown = false
    var state = first.state()
    for line in lines[low..<min(lines.count, low + 400)] {
      var sample = line.sample
      sample.time = sample.time - gap
      state = first.update(sample)
      wasUnknown = wasUnknown || state.mode == .unknown
    }
    #expect(wasUnknown)
    let truth = lines[min(lines.count, low + 400) - 1].truth
    #expect(((state.soc?.value ?? 0) - truth).magnitude < 0.08)
  }

  @Test("a label 12 % too high is found out", arguments: ["nmc 3s 5.7Ah"])
  func wrongNameplate(battery: String) throws {
    let description = try BatteryTraceFiles.description(battery, table: "nmc")
    let errors = BatteryTraceFiles.errors(description, try BatteryTraceFiles.lines("nmc"))
    #expect(errors.rms < 1.5)
    #expect((errors.last.capacity.value - 5).magnitude < 0.15)
  }

  @Test("a lead-acid battery that takes little at absorption voltage is full")
  func absorption() throws {
    var estimator = BatteryEstimator(try BatteryTraceFiles.description("lead-agm 6s 7Ah"))
    var state = estimator.state()
    for minute in 0..<240 {
      let tail = max(0.07, 0.7 - 0.004 * Double(minute))
      state = estimator.update(
        BatterySample(time: Uptime(seconds: Double(minute) * 60), voltage: Volts(14.4), current: Amps(tail)))
    }
    #expect((state.soc?.value ?? 0) > 0.93)
  }

  @Test(
    "a full LiFePO4 battery held at its charging voltage stays full, whoever looks at it first then and how often",
    arguments: [1.0, 10, 30], [14.0, 14.2, 14.3])
  func heldFull(interval: Double, volts: Double) throws {
    var estimator = BatteryEstimator(try BatteryTraceFiles.description("lifepo4 4s 6Ah"))
    var lowest = 1.0
    for step in 1...Int(3600 / interval) {
      let seconds = Double(step) * interval
      let noise = step.isMultiple(of: 2) ? 0.01 : -0.01
      let state = estimator.update(
        BatterySample(
          time: Uptime(seconds: seconds), voltage: Volts(volts + noise), current: Amps(0.5 * exp(-seconds / 120))))
      if seconds > 300 { lowest = min(lowest, state.soc?.value ?? 0) }
    }
    #expect(lowest > 0.9)
  }

  @Test("lithium below freezing is named: it must not be charged")
  func cold() throws {
    var estimator = BatteryEstimator(try BatteryTraceFiles.description("lifepo4 4s 6Ah"))
    let state = estimator.update(
      BatterySample(time: Uptime(seconds: 1), voltage: Volts(13.2), current: Amps(0), temperature: Celsius(-5)))
    #expect(state.reasons.contains { $0.contains("must not be charged") })
    #expect(state.deliverableFraction < 0.85)
  }
}
