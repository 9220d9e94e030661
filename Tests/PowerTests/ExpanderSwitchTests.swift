import Bus
import Power
import Synchronization
import Testing

/// One expander chip at the wire: latches, directions, and pins that something may hold.
final class ExpanderBus: I2CBus {
  struct Contents {
    var registers: [UInt8: UInt8] = [:]
    var port: UInt8 = 0xFF
    /// Pins that a short holds low.
    var shorted: UInt16 = 0
    var failure: BusError?
    var trace: [String] = []
  }

  let contents = Mutex(Contents())
  let hasRegisters: Bool

  init(registers hasRegisters: Bool) { self.hasRegisters = hasRegisters }

  func takeTrace() -> [String] {
    contents.withLock { contents in
      defer { contents.trace = [] }
      return contents.trace
    }
  }

  func transfer(with address: I2CAddress, _ messages: [I2CMessage]) throws(BusError) -> [UInt8] {
    let outcome: Result<[UInt8], BusError> = contents.withLock { contents in
      let outcome: Result<[UInt8], BusError> =
        if let failure = contents.failure { .failure(failure) } else { .success(answer(messages, &contents)) }
      contents.trace.append("\(I2CTransaction(address: address, messages: messages, outcome: outcome))")
      return outcome
    }
    return try outcome.get()
  }

  private func answer(_ messages: [I2CMessage], _ contents: inout Contents) -> [UInt8] {
    var pointer: UInt8 = 0
    var bytesRead: [UInt8] = []
    for message in messages {
      switch message {
      case .write(let bytes):
        guard hasRegisters else {
          contents.port = bytes[0]
          continue
        }
        pointer = bytes[0]
        for (offset, byte) in bytes.dropFirst().enumerated() { contents.registers[pointer + UInt8(offset)] = byte }
      case .read(let count):
        for offset in 0..<UInt8(count) { bytesRead.append(hasRegisters ? pins(offset, contents) : pcf(contents)) }
      }
    }
    return bytesRead
  }

  private func pins(_ port: UInt8, _ contents: Contents) -> UInt8 {
    let inputs = contents.registers[port] ?? 0xFF
    let latch = contents.registers[0x14 + port] ?? 0
    return latch & ~inputs & ~UInt8(truncatingIfNeeded: contents.shorted >> (8 * UInt16(port)))
  }

  private func pcf(_ contents: Contents) -> UInt8 { contents.port & ~UInt8(truncatingIfNeeded: contents.shorted) }
}

@Suite("Switches on I²C expanders")
struct ExpanderSwitchTests {
  func outputs(_ chip: any OutputExpander, _ wire: ExpanderBus, _ pins: [ExpanderOutputs.Pin]) -> ExpanderOutputs {
    ExpanderOutputs(chip, pins: pins, on: SharedI2CBus(wire, name: "test"))
  }

  @Test("a PCF8574 is off first, and each switch leaves the others as they are: exact transactions")
  func pcf8574() async throws {
    let wire = ExpanderBus(registers: false)
    let pins = [ExpanderOutputs.Pin(number: 0, activeLow: true), .init(number: 7, activeLow: true)]
    let outputs = outputs(PCF8574(address: 0x20), wire, pins)
    try await outputs.allOff()
    #expect(wire.takeTrace() == ["20 W ff", "20 R1 → ff"])
    try await ExpanderSwitch(pins[0], of: outputs).turn(on: true)
    #expect(wire.takeTrace() == ["20 W fe", "20 R1 → fe"])
    try await ExpanderSwitch(pins[1], of: outputs).turn(on: true)
    #expect(wire.takeTrace() == ["20 W 7e", "20 R1 → 7e"])
    try await ExpanderSwitch(pins[0], of: outputs).turn(on: false)
    #expect(wire.takeTrace() == ["20 W 7f", "20 R1 → 7f"])
  }

  @Test("an MCP23017's latches are written before its directions, and unused pins stay inputs: exact transactions")
  func mcp23017() async throws {
    let wire = ExpanderBus(registers: true)
    let pins = [ExpanderOutputs.Pin(number: 1, activeLow: false), .init(number: 8, activeLow: true)]
    let outputs = outputs(MCP23017(address: 0x21), wire, pins)
    try await outputs.allOff()
    #expect(wire.takeTrace() == ["21 W 14 00 01", "21 W 00 fd fe", "21 W 12 R2 → 00 01"])
    try await ExpanderSwitch(pins[0], of: outputs).turn(on: true)
    #expect(wire.takeTrace() == ["21 W 14 02 01", "21 W 00 fd fe", "21 W 12 R2 → 02 01"])
    try await ExpanderSwitch(pins[1], of: outputs).turn(on: true)
    #expect(wire.takeTrace() == ["21 W 14 02 00", "21 W 00 fd fe", "21 W 12 R2 → 02 00"])
  }

  @Test("a pin that does not follow is an error, and is driven off again")
  func doesNotFollow() async throws {
    let wire = ExpanderBus(registers: true)
    let pin = ExpanderOutputs.Pin(number: 3, activeLow: false)
    let outputs = outputs(MCP23017(address: 0x20), wire, [pin])
    try await outputs.allOff()
    wire.contents.withLock { $0.shorted = 1 << 3 }
    let it = ExpanderSwitch(pin, of: outputs)
    await #expect(throws: SwitchError.doesNotFollow(switch: it.identity, commanded: true)) {
      try await it.turn(on: true)
    }
    #expect(wire.contents.withLock { $0.registers[0x14] } == 0)
  }

  @Test("a bus error is told, and no later switching brings the failed switch on")
  func busError() async throws {
    let wire = ExpanderBus(registers: false)
    let pins = [ExpanderOutputs.Pin(number: 0, activeLow: true), .init(number: 1, activeLow: true)]
    let outputs = outputs(PCF8574(address: 0x38), wire, pins)
    try await outputs.allOff()
    wire.contents.withLock { $0.failure = .timedOut(0x38) }
    let first = ExpanderSwitch(pins[0], of: outputs)
    await #expect(throws: SwitchError.bus(switch: first.identity, .timedOut(0x38))) { try await first.turn(on: true) }
    wire.contents.withLock { $0.failure = nil }
    try await ExpanderSwitch(pins[1], of: outputs).turn(on: true)
    #expect(wire.contents.withLock { $0.port } == 0b1111_1101)
  }

  @Test("an off that failed is off as soon as the chip can be reached again")
  func lateOff() async throws {
    let wire = ExpanderBus(registers: false)
    let pins = [ExpanderOutputs.Pin(number: 0, activeLow: true), .init(number: 1, activeLow: true)]
    let outputs = outputs(PCF8574(address: 0x20), wire, pins)
    let first = ExpanderSwitch(pins[0], of: outputs)
    try await first.turn(on: true)
    wire.contents.withLock { $0.failure = .noAcknowledge(0x20) }
    await #expect(throws: SwitchError.self) { try await first.turn(on: false) }
    wire.contents.withLock { $0.failure = nil }
    try await ExpanderSwitch(pins[1], of: outputs).turn(on: true)
    #expect(wire.contents.withLock { $0.port } == 0b1111_1101)
  }

  @Test("what an earlier process left on is off after the start, and a pin that stays on is told")
  func leftOn() async throws {
    let wire = ExpanderBus(registers: true)
    wire.contents.withLock { $0.registers = [0x00: 0xFE, 0x01: 0xFF, 0x14: 0x01] }
    let outputs = outputs(MCP23017(address: 0x20), wire, [.init(number: 0, activeLow: false)])
    try await outputs.allOff()
    #expect(wire.contents.withLock { $0.registers[0x14] } == 0)
    let stuck = self.outputs(PCF8574(address: 0x20), wire, [.init(number: 0, activeLow: true)])
    await #expect(throws: SwitchError.self) { try await stuck.allOff() }
  }

  @Test("an expander holds when the process dies")
  func afterDeath() {
    let pin = ExpanderOutputs.Pin(number: 0, activeLow: true)
    let outputs = outputs(PCF8574(address: 0x20), ExpanderBus(registers: false), [pin])
    #expect(ExpanderSwitch(pin, of: outputs).afterDeath == .holds)
  }
}
