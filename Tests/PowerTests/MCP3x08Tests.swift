import Bus
import Power
import Synchronization
import Testing
import Units

@Suite("MCP3008 and MCP3208")
struct MCP3x08Tests {
  /// Answers with what was told, and writes down what was sent.
  final class Wire: SPIDevice {
    let state: Mutex<(answers: [[UInt8]], sent: [[UInt8]])>

    init(_ answers: [UInt8]...) { state = Mutex((answers, [])) }

    func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8] {
      state.withLock { state in
        state.sent.append(bytes)
        return state.answers.isEmpty ? [] : state.answers.removeFirst()
      }
    }

    var sent: [[UInt8]] { state.withLock { $0.sent } }
  }

  let now = Uptime(seconds: 100)

  func chip(_ model: MCP3x08.Model, _ channels: [MCP3x08.Channel], _ wire: Wire) -> MCP3x08 {
    MCP3x08(model, at: "/dev/spidev0.0", reference: Volts(3.3), channels: channels) { wire }
  }

  @Test("exact bytes for single-ended and differential inputs (data sheets, figures 6-1)")
  func questions() throws {
    let wire = Wire([0, 0x02, 0x00], [0, 0x01, 0xFF])
    var small = chip(
      .mcp3008,
      [
        .init(input: 5, front: .divider(ratio: 1)),
        .init(input: 2, isDifferential: true, front: .divider(ratio: 1)),
      ], wire)
    let measured = try small.sample(at: now)
    // Start; 1 101 ----; then start; 0 010 ----.
    #expect(wire.sent == [[0x01, 0xD0, 0x00], [0x01, 0x20, 0x00]])
    #expect(measured.map(\.channel) == ["ch5", "ch2-3"])
    #expect(measured.map(\.raw) == [512, 511])
    #expect(measured[0].value == .voltage(Volts(1.65)))

    let large = Wire([0, 0x08, 0x00])
    var big = chip(.mcp3208, [.init(input: 5, front: .divider(ratio: 4))], large)
    #expect(try big.sample(at: now)[0].value == .voltage(Volts(6.6)))
    // 0000 0111 01-- ----: start, single-ended, 1 01.
    #expect(large.sent == [[0x07, 0x40, 0x00]])
  }

  @Test("both ends of the range are no data, and for a shunt only the upper one")
  func rails() throws {
    let voltage = MCP3x08.Channel(input: 0, front: .divider(ratio: 1))
    let current = MCP3x08.Channel(input: 1, front: .shunt(Ohms(1)))
    for (answer, expected) in [([0, 0, 0], [true, false]), ([0, 3, 0xFF], [true, true])] as [([UInt8], [Bool])] {
      var chip = chip(.mcp3008, [voltage, current], Wire(answer, answer))
      #expect(try chip.sample(at: now).map(\.atRail) == expected)
    }
  }

  @Test("a line that nobody drives, pulled high, is no chip and no full scale")
  func nobody() {
    var chip = chip(.mcp3008, [.init(input: 0, front: .divider(ratio: 1))], Wire([0xFF, 0xFF, 0xFF]))
    #expect(throws: SensorError.self) { try chip.sample(at: now) }
  }

  @Test("a device that goes is opened again at the next sample")
  func returns() throws {
    let opened = Mutex(0)
    struct Broken: SPIDevice {
      func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8] { throw .closed("/dev/spidev0.0") }
    }
    let wire = Wire([0, 1, 0])
    var chip = MCP3x08(
      .mcp3008, at: "/dev/spidev0.0", reference: Volts(5), channels: [.init(input: 0, front: .divider(ratio: 1))]
    ) {
      let count = opened.withLock { count in
        count += 1
        return count
      }
      return count == 1 ? Broken() : wire
    }
    #expect(throws: SensorError.bus(sensor: "MCP3008 on /dev/spidev0.0", .closed("/dev/spidev0.0"))) {
      try chip.sample(at: now)
    }
    #expect(try chip.sample(at: now).count == 1)
    #expect(opened.withLock { $0 } == 2)
  }
}
