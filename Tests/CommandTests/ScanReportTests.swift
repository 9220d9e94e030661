import Agent
import Bus
import Simulator
import Synchronization
import Testing
import Units

@testable import akkurat

@Suite("A scan names who is there")
struct ScanReportTests {
  private let timebase = ScaledTimebase(speed: 100)
  private let rig: SimulatedRig
  private let configuration: AgentConfiguration

  init() throws {
    var description = Simulator.RigDescription.demonstration(boards: 2, sun: SunSeries.catalogue[0], seed: 1)
    for index in description.boards.indices { description.boards[index].switchLine = nil }
    description.boards[1].dialect = .akkurat
    description.world.battery.startingCharge = StateOfCharge(0.9)
    // As for the demonstration: a wire without time does not run ahead of its caller.
    description.busClock = Hertz(1e9)
    rig = SimulatedRig(description, timebase: timebase)
    let yaml = """
      buses: {main: {path: /dev/i2c-9}}
      sensors:
        - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", measures: battery}
        - {name: panel, type: ina226, bus: main, address: 0x41, shunt: "0.01 ohm", measures: panel}
      switches:
        - {name: s1, type: mcp23017, bus: main, address: 0x20, pin: 0, accept_hold: true}
      boards:
        - {name: b1, bus: main, address: \(description.boards[0].address), dialect: classic}
        - {name: b2, bus: main, address: \(description.boards[1].address), dialect: akkurat}
      pool: {user: me}
      """
    configuration = try AgentConfiguration(parsing: yaml, file: "rig.yaml", program: "test")
  }

  @Test("chips by identity, boards by dialect and chip id, expanders by their switches, each with its health")
  func names() async throws {
    // Boards boot for 0.3 s of their time.
    while timebase.now < Uptime(seconds: 3) { try await Task.sleep(for: .milliseconds(5)) }
    let written = Mutex<Set<I2CAddress>>([])
    let wire = TracingI2CBus(rig.bus) { transaction in
      let writes = transaction.messages.contains { if case .write = $0 { true } else { false } }
      if writes { written.withLock { _ = $0.insert(transaction.address) } }
    }
    let report = try ScanReport(path: "/dev/i2c-9", wire: wire, rig: configuration, asking: [], drivers: [:])
    func entry(_ address: Int) -> ScanReport.Entry? { report.devices.first { $0.address == address } }
    #expect(entry(0x40)?.identity == "INA219")
    #expect(entry(0x40)?.health == "good")
    #expect(entry(0x41)?.health == "configured as INA226, but answers as INA219")
    #expect(entry(0x20)?.configuredAs == "expander of switch s1")
    #expect(entry(0x20)?.state == "missing")
    let boards = configuration.boards.map { entry(Int($0.address.value)) }
    #expect(boards.map { $0?.speaks } == ["classic", "akkurat"], "\(report.lines)")
    #expect(boards.allSatisfy { $0?.identity != nil && $0?.health?.hasPrefix("good") == true })
    #expect(boards[1]?.health?.contains("supply") == true)
    // The ADS1115 is not configured: it is named as somebody, and nothing is written to it.
    #expect(entry(0x48)?.state == "answers" && entry(0x48)?.identity == nil)
    #expect(!written.withLock { $0.contains(0x48) })
  }
}
