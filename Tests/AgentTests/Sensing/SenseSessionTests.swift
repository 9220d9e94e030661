import Agent
import Bus
import Simulator
import Testing
import Units

@Suite("Reading sensors by hand")
struct SenseSessionTests {
  struct Hardware: RigHardware {
    let rig: SimulatedRig
    var gpio: any GPIOProvider { rig.gpio }

    func i2cBus(at path: String) throws(BusError) -> any I2CBus {
      guard path == "/dev/i2c-sim" else { throw .cannotOpen(path: path, errno: 2, reason: "no such file") }
      return rig.bus
    }
  }

  static let text = """
    buses: {main: {path: /dev/i2c-sim}, away: {path: /dev/i2c-9}}
    sensors:
      - {name: battery, type: ina219, bus: main, address: 0x40, shunt: "0.1 ohm", measures: battery}
      - {name: adc, type: ads1115, bus: main, address: 0x48, inputs: [
          {input: 0, divider: {upper: "100 kohm", lower: "22 kohm"}, as: battery_voltage},
          {input: 1, as: battery_temperature, ntc: {r25: "10 kohm", beta: 3950, pull_up: "10 kohm", supply: "3.3 V"}}]}
      - {name: gone, type: ina219, bus: away, address: 0x41, shunt: "0.1 ohm", measures: panel}
      - {name: rail, type: board, board: b1, as: rail_voltage}
    boards: [{name: b1, bus: main, address: 42, dialect: akkurat}]
    pool: {user: me}
    """

  @Test("every channel tells value, age and quality; a bus that cannot be opened costs only its own sensors")
  func rows() async throws {
    let clock = ManualTimebase()
    let rig = SimulatedRig(
      RigDescription(
        world: WorldDescription(battery: .lithiumIronPhosphate4S(startingCharge: StateOfCharge(0.6))),
        sensors: [
          SensorDescription(.ina219(.battery, shunt: Ohms(0.1)), address: 0x40), .voltageAndTemperature,
        ], boards: [], pacing: .stepping(clock)), timebase: clock)
    let configuration = try AgentConfiguration(parsing: Self.text, file: "rig.yaml", program: "test")
    clock.advance(by: .seconds(10))
    var session = SenseSession(configuration, on: Hardware(rig: rig), timebase: clock)
    let rows = try await session.firstRows { clock.advance(by: $0) }
    let truth = rig.world.electrical()
    func row(_ origin: String) throws -> SenseRow { try #require(rows.first { $0.origin == origin }) }
    #expect(abs(try #require(row("battery.voltage").value) - truth.battery.value) < 0.02)
    #expect(abs(try #require(row("battery.current").value) - truth.batteryCurrent.value) < 0.01)
    #expect(abs(try #require(row("adc.ain0").value) - truth.battery.value) < 0.05)
    #expect(abs(try #require(row("adc.ain1").value) - truth.temperature.value) < 1)
    #expect(try row("gone.voltage").value == nil)
    #expect("\(try row("gone.voltage").quality)".contains("/dev/i2c-9"))
    #expect("\(try row("rail.supply").quality)" == "failed: boards report to a running agent only")

    let document = SenseDocument(rows)
    #expect(document.hasBatteryVoltage)
    #expect(document.lines.count == 7)
    #expect(document.lines[0].hasPrefix("battery.voltage  battery_voltage"))
    #expect(document.json(pretty: false).contains("\"read_by\":\"command\""))
  }
}
