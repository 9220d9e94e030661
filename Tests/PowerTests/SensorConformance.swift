import Bus
import Power
import Synchronization
import Testing
import Units

/// What every chip on an I²C bus must do, whatever it measures.
@Suite("Every I²C sensor")
struct SensorConformance {
  /// A driver with a simulated chip that gives it a plausible sample.
  struct Candidate: Sendable, CustomTestStringConvertible {
    let chip: any I2CSensor
    let registers: [UInt8: UInt16]
    var wide: [UInt8: [UInt8]] = [:]
    /// What the setting register holds after a reset; nil for a chip without settings.
    var afterReset: (register: UInt8, value: UInt16)?

    var testDescription: String { chip.identity }

    func bus(at address: I2CAddress? = nil) -> RegisterBus {
      let bus = RegisterBus(address ?? chip.address, registers)
      for (register, bytes) in wide { bus.set(register, bytes: bytes) }
      return bus
    }
  }

  static let candidates: [Candidate] = [
    Candidate(
      chip: INA219(address: 0x40, shunt: Ohms(0.1), maximum: Amps(1)), registers: [0x01: 50, 0x02: 3200 << 3],
      afterReset: (0x00, 0x399F)),
    Candidate(
      chip: INA226(address: 0x41, shunt: Ohms(0.01)),
      registers: [0x01: 50, 0x02: 10240, 0xFE: 0x5449, 0xFF: 0x2260], afterReset: (0x00, 0x4127)),
    Candidate(
      chip: INA3221(address: 0x42, channels: [.init(number: 2, shunt: Ohms(0.1))]),
      registers: [0x03: 80, 0x04: 1600 << 3, 0xFE: 0x5449, 0xFF: 0x3220], afterReset: (0x00, 0x7127)),
    Candidate(
      chip: INA228(address: 0x45, shunt: Ohms(0.01), maximum: Amps(4)), registers: [0x3E: 0x5449, 0x3F: 0x2281],
      wide: [0x04: [0, 1, 0], 0x05: [0x10, 0, 0], 0x09: [0, 0, 0, 0, 0], 0x0A: [0, 0, 0, 0, 0]],
      afterReset: (0x01, 0xFB68)),
    Candidate(
      chip: ADS1115(address: 0x48, channels: [.init(input: 0, range: .millivolts4096)]), registers: [0x00: 20000],
      afterReset: (0x01, 0x8583)),
    Candidate(
      chip: ADS1115(address: 0x49, model: .ads1015, channels: [.init(input: 0, range: .millivolts4096)]),
      registers: [0x00: 20000], afterReset: (0x01, 0x8583)),
    Candidate(
      chip: ADS1115(
        address: 0x4A, channels: [.init(input: 0, range: .millivolts4096)],
        alert: .init(below: Volts(2), above: Volts(2.1))), registers: [0x00: 20000], afterReset: (0x01, 0x8583)),
    Candidate(
      chip: PCF8591(address: 0x4B, reference: Volts(3.3), channels: [.init(input: 0, front: .divider(ratio: 1))]),
      registers: [:], wide: [0x40: [0x80, 199, 200]]),
  ]

  static let start = Uptime(seconds: 100)

  /// Samples once a second until something is measured.
  static func warmUp(_ chip: inout any I2CSensor, on bus: RegisterBus) throws -> (measured: [Measurement], at: Uptime) {
    for second in 0..<5 {
      let now = start + .seconds(second)
      let measured = try chip.sample(on: bus, at: now)
      if !measured.isEmpty { return (measured, now) }
    }
    return ([], start)
  }

  @Test("measures within three cycles of a fresh chip, on channels with names of their own", arguments: candidates)
  func measures(_ candidate: Candidate) throws {
    var chip = candidate.chip
    let (measured, now) = try Self.warmUp(&chip, on: candidate.bus())
    #expect(!measured.isEmpty)
    #expect(now - Self.start <= .seconds(2))
    #expect(Set(measured.map(\.channel)).count == measured.count)
    #expect(measured.allSatisfy { $0.value.number.isFinite && !$0.atRail })
  }

  @Test(
    "a measurement carries the time of its conversion: never later than now, at most a cycle old",
    arguments: candidates)
  func time(_ candidate: Candidate) throws {
    var chip = candidate.chip
    let (measured, now) = try Self.warmUp(&chip, on: candidate.bus())
    for measurement in measured {
      #expect(measurement.time <= now)
      #expect(now - measurement.time <= .seconds(1))
    }
  }

  @Test("an absent chip is an error that names sensor and address, and no measurement", arguments: candidates)
  func absent(_ candidate: Candidate) throws {
    var chip = candidate.chip
    let address = chip.address
    #expect(throws: SensorError.bus(sensor: chip.identity, .noAcknowledge(address))) {
      try chip.sample(on: candidate.bus(at: 0x70), at: Self.start)
    }
    #expect(chip.identity.contains(address.description))
  }

  @Test("a chip that goes and comes back is read again without a restart", arguments: candidates)
  func comesBack(_ candidate: Candidate) throws {
    var chip = candidate.chip
    let bus = candidate.bus()
    _ = try Self.warmUp(&chip, on: bus)
    bus.contents.withLock { $0.failure = .timedOut(chip.address) }
    #expect(throws: SensorError.self) { try chip.sample(on: bus, at: Self.start + .seconds(10)) }
    bus.contents.withLock { $0.failure = nil }
    #expect(try !Self.warmUp(&chip, on: bus).measured.isEmpty)
  }

  @Test("an answer cut short is an error, never a number", arguments: candidates, [0, 1])
  func shortAnswer(_ candidate: Candidate, bytes: Int) throws {
    var chip = candidate.chip
    let bus = candidate.bus()
    _ = try Self.warmUp(&chip, on: bus)
    bus.contents.withLock { $0.patience = bytes }
    #expect { try chip.sample(on: bus, at: Self.start + .seconds(10)) } throws: { error in
      if case SensorError.shortAnswer(chip.identity, _, bytes) = error { true } else { false }
    }
  }

  @Test(
    "a chip that lost its settings says so once and measures again",
    arguments: candidates.filter { $0.afterReset != nil })
  func lostSettings(_ candidate: Candidate) throws {
    let afterReset = try #require(candidate.afterReset)
    var chip = candidate.chip
    let bus = candidate.bus()
    _ = try Self.warmUp(&chip, on: bus)
    bus.set(afterReset.register, afterReset.value)
    #expect(throws: SensorError.lostSettings(sensor: chip.identity)) {
      try chip.sample(on: bus, at: Self.start + .seconds(10))
    }
    #expect(try !Self.warmUp(&chip, on: bus).measured.isEmpty)
  }
}
