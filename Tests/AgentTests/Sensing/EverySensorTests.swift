import Bus
import Foundation
import Power
import Simulator
import Synchronization
import Testing
import Units

@testable import Agent

/// What every sensor must do, whatever it measures and however it is reached, against an independent simulation of it.
/// The exact transactions of each driver stand in PowerTests.
@Suite("Every sensor on a simulated rig")
struct EverySensorTests {
  /// A driver, reached by a bus or not.
  enum Driver {
    case chip(any I2CSensor)
    case alone(any Sensor)

    var identity: String {
      switch self {
      case .chip(let chip): chip.identity
      case .alone(let sensor): sensor.identity
      }
    }

    mutating func sample(_ rig: SimulatedRig) throws(SensorError) -> [Power.Measurement] {
      switch self {
      case .chip(var chip):
        defer { self = .chip(chip) }
        return try chip.sample(on: rig.bus, at: rig.timebase.now)
      case .alone(var sensor):
        defer { self = .alone(sensor) }
        return try sensor.sample(at: rig.timebase.now)
      }
    }
  }

  /// A channel, what it must tell, and how far from the truth it may be.
  struct Expected: Sendable {
    let channel: String
    let tolerance: Double
    let truth: @Sendable (ElectricalState) -> MeasuredValue
  }

  struct Candidate: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var chip: SensorDescription?
    let expected: [Expected]
    /// The types of the configuration that stand on this driver.
    var kinds: Set<SensorSection.Kind> = []
    /// Whether a fault at its input shows as the end of a range.
    var hasRail = true
    /// Whether it says something at each sample.
    var speaksEachCycle = true
    let driver: @Sendable (SimulatedRig) -> Driver
  }

  struct Bench {
    let clock = ManualTimebase()
    let rig: SimulatedRig
    var driver: Driver

    init(_ candidate: Candidate, _ faults: Fault...) {
      let world = WorldDescription(
        battery: .lithiumIronPhosphate4S(startingCharge: StateOfCharge(0.6)))
      rig = SimulatedRig(
        RigDescription(
          world: world, sensors: candidate.chip.map { [$0] } ?? [], boards: [], faults: faults,
          pacing: .stepping(clock)), timebase: clock)
      driver = candidate.driver(rig)
    }

    /// Samples once a second from one second of the world to another; nil where the sensor failed.
    mutating func samples(_ seconds: ClosedRange<Int>) -> [Result<[Power.Measurement], SensorError>] {
      seconds.map { second in
        let target = Uptime(seconds: Double(second))
        if clock.now < target { clock.advance(by: target - clock.now) }
        return Result { () throws(SensorError) in try driver.sample(rig) }
      }
    }

    mutating func measured(_ seconds: ClosedRange<Int>) -> [Power.Measurement] {
      samples(seconds).flatMap { (try? $0.get()) ?? [] }
    }
  }

  @Test("every type of sensor that can be configured is among them")
  func kinds() {
    let known = Self.candidates.reduce(into: Set<SensorSection.Kind>()) { $0.formUnion($1.kinds) }
    // What a board reports comes with its work and is no sensor of its own: SimulatedLinesTests.
    #expect(Set(SensorSection.Kind.allCases).subtracting(known) == [.board])
  }

  @Test("tells the truth in the unit that is expected, within its steps", arguments: candidates)
  func plausible(_ candidate: Candidate) throws {
    var bench = Bench(candidate)
    let measured = bench.measured(10...16)
    let truth = bench.rig.world.electrical()
    for expected in candidate.expected {
      let last = try #require(measured.last { $0.channel == expected.channel }, "\(expected.channel)")
      let value = expected.truth(truth)
      #expect(last.value.isLike(value), "\(last.value) is no \(value)")
      #expect(abs(last.value.number - value.number) <= expected.tolerance, "\(last.value), truly \(value)")
      #expect(!last.atRail)
      #expect(last.time <= bench.clock.now && bench.clock.now - last.time <= .seconds(3))
    }
  }

  @Test("silence is a typed error that names it, and it measures again when it is back", arguments: candidates)
  func returns(_ candidate: Candidate) throws {
    var bench = Bench(candidate, Fault(.deadSensor, from: .seconds(100), until: .seconds(110)))
    #expect(!bench.measured(90...95).isEmpty)
    var failures = 0
    for result in bench.samples(101...108) {
      if case .success([]) = result, !candidate.speaksEachCycle { continue }
      failures += 1
      guard case .failure(.bus(let sensor, _)) = result else {
        Issue.record("no bus error: \(result)")
        continue
      }
      #expect(sensor == bench.driver.identity)
    }
    #expect(failures >= (candidate.speaksEachCycle ? 8 : 3))
    let after = bench.measured(111...117)
    for expected in candidate.expected { #expect(after.contains { $0.channel == expected.channel && !$0.atRail }) }
  }

  @Test("Scenario 2: the end of its range is told as such, never as a value", arguments: candidates.filter(\.hasRail))
  func rail(_ candidate: Candidate) throws {
    var bench = Bench(candidate, Fault(.sensorRail, from: .seconds(100)))
    _ = bench.measured(90...95)
    let measured = bench.measured(105...112)
    for expected in candidate.expected {
      let last = try #require(measured.last { $0.channel == expected.channel }, "\(expected.channel)")
      #expect(last.atRail, "\(expected.channel): \(last)")
    }
  }

  @Test("Scenario 1: a frozen one repeats its codes or says nothing, so that it can be noticed", arguments: candidates)
  func frozen(_ candidate: Candidate) throws {
    var bench = Bench(candidate, Fault(.frozenSensor, from: .seconds(100)))
    _ = bench.measured(90...104)
    let measured = bench.measured(105...160)
    for expected in candidate.expected {
      let codes = Set(measured.filter { $0.channel == expected.channel }.map(\.raw))
      #expect(codes.count <= 1, "\(expected.channel) moves")
    }
  }
}

extension MeasuredValue {
  /// The same kind of number.
  fileprivate func isLike(_ other: MeasuredValue) -> Bool {
    switch (self, other) {
    case (.voltage, .voltage), (.current, .current), (.temperature, .temperature), (.power, .power),
      (.state, .state):
      true
    default: false
    }
  }
}
