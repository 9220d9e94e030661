import Bus
import Foundation
import Power
import Synchronization
import Testing
import Units

/// What every sensor that needs no I²C bus must do, whatever it measures: the same rules as in ``SensorConformance``.
@Suite("Every sensor beside the I²C bus")
struct StandingSensorConformance {
  /// What the wire behind the sensor does.
  enum Wire: Sendable {
    case sound
    /// Whoever is there says what the sensor never says.
    case nonsense
    /// Says less than it should.
    case short
    case gone
  }

  /// A sensor on a wire that a test holds.
  struct Candidate: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the identity must name.
    let place: String
    /// Whether it can say something wrong at all: a line is high or low.
    var canTalkNonsense = true
    let make: @Sendable (Socket) throws -> any Sensor
  }

  /// The wire's state, shared by test and sensor.
  final class Socket: Sendable {
    let state = Mutex(Wire.sound)
    let file = FileManager.default.temporaryDirectory.appending(path: "akkurat-sensor-\(UUID().uuidString.prefix(8))")
      .path(percentEncoded: false)
    var wire: Wire { state.withLock { $0 } }
    /// How often it went: what was opened before that stays dead, as the descriptor of an unplugged device does.
    let losses = Mutex(0)

    func lose() {
      state.withLock { $0 = .gone }
      losses.withLock { $0 += 1 }
    }

    /// What a device that was opened after so many losses meets now.
    func wire(openedAfter losses: Int) -> Wire { self.losses.withLock { $0 } == losses ? wire : .gone }

    /// Makes the file what the kernel would show.
    func writeFile(_ text: String) {
      switch wire {
      case .sound: try? Data(text.utf8).write(to: URL(filePath: file))
      case .nonsense: try? Data("-- not available --\n".utf8).write(to: URL(filePath: file))
      case .short: try? Data().write(to: URL(filePath: file))
      case .gone: try? FileManager.default.removeItem(atPath: file)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: file) }
  }

  /// A sensor of a kernel's file: what the kernel shows is made anew before each sample.
  struct OfFile: Sensor {
    let wire: Socket
    let text: String
    var sensor: any Sensor
    var identity: String { sensor.identity }

    mutating func sample(at now: Uptime) throws(SensorError) -> [Power.Measurement] {
      wire.writeFile(text)
      return try sensor.sample(at: now)
    }
  }

  /// Four bytes of SPI.
  struct SPI: SPIDevice {
    let wire: Socket
    let opened: Int

    init(wire: Socket) {
      self.wire = wire
      opened = wire.losses.withLock { $0 }
    }

    func exchange(_ bytes: [UInt8]) throws(BusError) -> [UInt8] {
      switch wire.wire(openedAfter: opened) {
      case .sound: return [0, 0x02, 0x00]
      case .nonsense: return [0xFF, 0xFF, 0xFF]
      case .short: return [0, 0x02]
      case .gone: throw .closed("/dev/spidev0.0")
      }
    }
  }

  /// A GPIO line.
  struct Pin: GPIOInput {
    let wire: Socket
    let opened: Int

    init(wire: Socket) {
      self.wire = wire
      opened = wire.losses.withLock { $0 }
    }

    func get() throws(BusError) -> Bool {
      if case .gone = wire.wire(openedAfter: opened) { throw .closed("gpiochip0") }
      return true
    }
  }

  /// A Victron device that says a block a second.
  final class Victron: SerialPort {
    private let wire: Socket
    private let opened: Int

    init(wire: Socket) {
      self.wire = wire
      opened = wire.losses.withLock { $0 }
    }

    private let isSaid = Mutex(false)

    func read(upTo limit: Int) throws(BusError) -> [UInt8] {
      // What was said is read at once; the next read finds nothing.
      let isOver = isSaid.withLock { said in
        defer { said.toggle() }
        return said
      }
      if case .gone = wire.wire(openedAfter: opened) { throw .closed("/dev/ttyUSB0") }
      guard !isOver else { return [] }
      switch wire.wire {
      case .nonsense: return Array("\r\nV\t12x00\r\nI\tnone\r\nChecksum\t!".utf8)
      case .short: return Array(VEDirectTests.bmv.prefix(12))
      default: return VEDirectTests.bmv
      }
    }

    func write(_ bytes: [UInt8]) throws(BusError) {}
  }

  static func file(_ kind: SysfsSensor.Kind, _ name: String, text: String, scale: Double = 1) -> Candidate {
    Candidate(testDescription: name, place: "akkurat-sensor-") { wire in
      OfFile(wire: wire, text: text, sensor: SysfsSensor(path: wire.file, kind: kind, scale: scale))
    }
  }

  static func mcp(_ model: MCP3x08.Model) -> Candidate {
    Candidate(testDescription: model.rawValue, place: "/dev/spidev0.0") { wire in
      MCP3x08(
        model, at: "/dev/spidev0.0", reference: Volts(3.3), channels: [.init(input: 0, front: .divider(ratio: 4))]
      ) { SPI(wire: wire) }
    }
  }

  static let candidates: [Candidate] = [
    file(.voltage, "hwmon voltage", text: "12800\n"), file(.current, "hwmon current", text: "-340\n"),
    file(.power, "hwmon power", text: "4300000\n"), file(.temperature, "hwmon temperature", text: "21500\n"),
    file(.voltage, "IIO voltage", text: "16384\n", scale: 0.0625 * 5.5454),
    Candidate(testDescription: "1-wire thermometer", place: "akkurat-sensor-") { wire in
      // The read, which takes most of a second on a real wire, is over at once; its result is the next sample's.
      OfFile(
        wire: wire, text: "21437\n", sensor: W1Thermometer(path: wire.file, period: .seconds(1)) { read in read() })
    },
    Candidate(testDescription: "comparator", place: "line 5", canTalkNonsense: false) { wire in
      GPIOComparator(GPIOLine(chip: "/dev/gpiochip0", offset: 5)) { Pin(wire: wire) }
    },
    mcp(.mcp3008), mcp(.mcp3208),
    Candidate(testDescription: "VE.Direct", place: "/dev/ttyUSB0") { wire in
      VEDirectSensor(path: "/dev/ttyUSB0") { Victron(wire: wire) }
    },
  ]

  static let start = Uptime(seconds: 100)

  /// Samples once a second until something is measured, three seconds at most.
  static func warmUp(_ sensor: inout any Sensor, from start: Uptime = start) throws -> (
    measured: [Power.Measurement], at: Uptime
  ) {
    for second in 0...2 {
      let now = start + .seconds(second)
      let measured = try sensor.sample(at: now)
      if !measured.isEmpty { return (measured, now) }
    }
    return ([], start)
  }

  /// What comes of three seconds: measurements and errors.
  static func threeSeconds(_ sensor: inout any Sensor, from start: Uptime) -> (measured: Int, errors: [SensorError]) {
    var (measured, errors): (Int, [SensorError]) = (0, [])
    for second in 0...2 {
      do { measured += try sensor.sample(at: start + .seconds(second)).count } catch { errors.append(error) }
    }
    return (measured, errors)
  }

  @Test("measures within three cycles, on channels with names of their own", arguments: candidates)
  func measures(_ candidate: Candidate) throws {
    var sensor = try candidate.make(Socket())
    let (measured, _) = try Self.warmUp(&sensor)
    #expect(!measured.isEmpty)
    #expect(Set(measured.map(\.channel)).count == measured.count)
    #expect(measured.allSatisfy { $0.value.number.isFinite && !$0.atRail })
    #expect(sensor.identity.contains(candidate.place))
  }

  @Test("a measurement is never later than now and at most a cycle old", arguments: candidates)
  func time(_ candidate: Candidate) throws {
    var sensor = try candidate.make(Socket())
    let (measured, now) = try Self.warmUp(&sensor)
    for measurement in measured {
      #expect(measurement.time <= now)
      #expect(now - measurement.time <= .seconds(1))
    }
  }

  @Test("an absent one is an error that names it, and no measurement", arguments: candidates)
  func absent(_ candidate: Candidate) throws {
    let wire = Socket()
    wire.lose()
    var sensor = try candidate.make(wire)
    let (measured, errors) = Self.threeSeconds(&sensor, from: Self.start)
    #expect(measured == 0 && !errors.isEmpty)
    for error in errors {
      guard case .bus(sensor.identity, _) = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }

  @Test("one that goes and comes back is read again without a restart", arguments: candidates)
  func comesBack(_ candidate: Candidate) throws {
    let wire = Socket()
    var sensor = try candidate.make(wire)
    _ = try Self.warmUp(&sensor)
    wire.lose()
    let gone = Self.threeSeconds(&sensor, from: Self.start + .seconds(10))
    // What was read before it went may still come.
    #expect(gone.measured <= 1 && !gone.errors.isEmpty)
    wire.state.withLock { $0 = .sound }
    #expect(Self.threeSeconds(&sensor, from: Self.start + .seconds(20)).measured > 0)
  }

  @Test(
    "nonsense and half an answer are never a number", arguments: candidates.filter(\.canTalkNonsense),
    [Wire.nonsense, .short])
  func nonsense(_ candidate: Candidate, kind: Wire) throws {
    let wire = Socket()
    wire.state.withLock { $0 = kind }
    var sensor = try candidate.make(wire)
    #expect(Self.threeSeconds(&sensor, from: Self.start).measured == 0)
    wire.state.withLock { $0 = .sound }
    #expect(Self.threeSeconds(&sensor, from: Self.start + .seconds(10)).measured > 0)
  }
}
