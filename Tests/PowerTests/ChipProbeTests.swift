import Bus
import Power
import Testing

@Suite("Telling chips apart")
struct ChipProbeTests {
  static let cases: [(registers: [UInt8: UInt16], finding: ChipProbe.Finding?)] = [
    ([0xFE: 0x5449, 0xFF: 0x2260], .ina226), ([0xFE: 0x5449, 0xFF: 0x3220], .ina3221),
    ([0x3E: 0x5449, 0x3F: 0x2281], .ina228), ([0x00: 0x399F], .ina219), ([0x00: 0x3FFF], .ina219),
    ([0x02: 0x8000, 0x03: 0x7FFF], .ads1115), ([0xFE: 0x5449, 0xFF: 0x1234], nil), ([0x00: 0x1234], nil),
  ]

  @Test("by identity, or by what the registers hold after a reset", arguments: cases)
  func finding(registers: [UInt8: UInt16], finding: ChipProbe.Finding?) throws {
    #expect(try ChipProbe.ask(0x48, on: RegisterBus(0x48, registers)) == finding)
  }

  @Test("it only points, and never at addresses of other chips")
  func harmless() throws {
    let bus = RegisterBus(0x40, [0x00: 0x399F])
    _ = try ChipProbe.ask(0x40, on: bus)
    #expect(bus.takeTrace().allSatisfy { $0.split(separator: " ")[3] == "R2" })
    #expect(try ChipProbe.ask(0x20, on: RegisterBus(0x20, [:])) == nil)
    let expander = RegisterBus(0x20, [:])
    _ = try ChipProbe.ask(0x20, on: expander)
    #expect(expander.takeTrace() == [])
  }
}
