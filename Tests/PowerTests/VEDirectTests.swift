import Bus
import Power
import Synchronization
import Testing
import Units

/// A serial line that a test speaks into.
final class SpokenLine: SerialPort {
  let bytes = Mutex<[UInt8]>([])
  let failure = Mutex<BusError?>(nil)

  func say(_ more: [UInt8]) { bytes.withLock { $0 += more } }

  func read(upTo limit: Int) throws(BusError) -> [UInt8] {
    if let error = failure.withLock({ $0 }) { throw error }
    return bytes.withLock { bytes in
      defer { bytes.removeFirst(min(limit, bytes.count)) }
      return Array(bytes.prefix(limit))
    }
  }

  func write(_ bytes: [UInt8]) throws(BusError) {}
}

@Suite("VE.Direct")
struct VEDirectTests {
  /// A block with its checksum.
  static func block(_ fields: [(String, String)]) -> [UInt8] {
    var bytes = fields.flatMap { Array("\r\n\($0.0)\t\($0.1)".utf8) } + Array("\r\nChecksum\t".utf8)
    bytes.append(0 &- bytes.reduce(0, &+))
    return bytes
  }

  static let mppt = block([
    ("PID", "0xA053"), ("FW", "161"), ("V", "12860"), ("I", "1230"), ("VPV", "17340"), ("PPV", "16"), ("CS", "3"),
    ("ERR", "0"), ("H19", "4711"), ("H20", "12"),
  ])
  static let bmv = block([("V", "12801"), ("I", "-2340"), ("P", "-30"), ("SOC", "876"), ("T", "---")])

  /// A parser past its first block.
  func listening() -> VEDirectParser {
    var parser = VEDirectParser()
    _ = parser.take(Self.bmv)
    return parser
  }

  @Test("an MPPT's block: battery, panel and yields in their units")
  func mpptFields() throws {
    var parser = listening()
    let block = try #require(parser.take(Self.mppt).first)
    #expect(block.voltage == Volts(12.86))
    #expect(block.current == Amps(1.23))
    #expect(block.panelVoltage == Volts(17.34))
    #expect(block.panelPower == Watts(16))
    #expect(block.totalYield == WattHours(47110))
    #expect(block.yieldToday == WattHours(120))
    #expect(block.temperature == nil)
  }

  @Test("a BMV's block: discharging is negative, and no temperature sensor is no temperature")
  func bmvFields() throws {
    var parser = listening()
    let block = try #require(parser.take(Self.bmv).first)
    #expect(block.current == Amps(-2.34))
    #expect(block.stateOfCharge == StateOfCharge(0.876))
    #expect(block.temperature == nil)
    #expect(block.panelPower == nil)
    #expect(parser.take(Self.block([("T", "-7")])).first?.temperature == Celsius(-7))
  }

  @Test("bytes may come one at a time, and from the middle of a block")
  func pieces() {
    var parser = VEDirectParser()
    #expect(parser.take(Self.mppt.dropFirst(20)).isEmpty)
    var found = 0
    for byte in Self.mppt + Self.bmv { found += parser.take([byte]).count }
    #expect(found == 2)
  }

  @Test("the first block is thrown away: its beginning may be missing")
  func firstBlock() {
    var parser = VEDirectParser()
    #expect(parser.take(Self.mppt).isEmpty)
    #expect(parser.take(Self.mppt).count == 1)
  }

  @Test("one byte changed anywhere makes a block of nothing, and the block after it is whole again")
  func everyByte() {
    for place in Self.mppt.indices {
      var broken = Self.mppt
      broken[place] ^= 0x01
      var parser = listening()
      #expect(parser.take(broken).isEmpty, "at \(place)")
      // A damaged "Checksum" label joins two blocks; both are lost, the third is not.
      #expect(parser.take(Self.bmv + Self.bmv).last?.stateOfCharge == StateOfCharge(0.876), "at \(place)")
    }
  }

  @Test("messages of the HEX protocol may stand between and inside blocks; a checksum may look like their start")
  func hex() {
    var parser = listening()
    let hex = Array(":A0102000543\n".utf8)
    let inside = Array(Self.mppt[..<20]) + hex + Array(Self.mppt[20...])
    #expect(parser.take(hex + inside + hex + Self.bmv).count == 2)
    // Fields whose sum makes the checksum a colon.
    let colon = Self.block([("V", "10039")])
    #expect(colon.last == UInt8(ascii: ":"))
    #expect(parser.take(colon).count == 1)
  }

  @Test("labels, values and blocks that are too long, and labels twice, spoil their block only")
  func bounds() {
    let bad = [
      Self.block([("V", String(repeating: "1", count: 34))]), Self.block([("LABELTOOLONG", "1")]),
      Self.block((0..<33).map { ("L\($0)", "1") }), Self.block([("V", "12000"), ("V", "13000")]),
    ]
    for block in bad {
      var parser = listening()
      #expect(parser.take(block).isEmpty)
      #expect(parser.take(Self.mppt).count == 1)
    }
  }

  @Test("a value out of range is no value")
  func implausible() {
    var parser = listening()
    let block = parser.take(Self.block([("V", "99999999"), ("PPV", "-1"), ("I", "1e3"), ("SOC", "1001")])).first
    #expect(block != nil)
    #expect(block?.voltage == nil && block?.panelPower == nil && block?.current == nil && block?.stateOfCharge == nil)
  }

  @Test("no bytes, however broken, crash the parser or make a block beyond its bounds", arguments: 0..<20)
  func fuzz(seed: UInt64) {
    var random = SeededRandom(seed)
    var parser = VEDirectParser()
    for _ in 0..<1000 {
      var bytes = Bool.random(using: &random) ? Self.mppt : Self.bmv
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      for block in parser.take(bytes) {
        #expect(block.fields.count <= 32)
        #expect(block.fields.allSatisfy { $0.key.unicodeScalars.count <= 9 && $0.value.unicodeScalars.count <= 33 })
        _ = (block.voltage, block.current, block.panelVoltage, block.panelPower, block.temperature, block.totalYield)
      }
    }
  }

  struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}

@Suite("VE.Direct on a serial line")
struct VEDirectSensorTests {
  let start = Uptime(seconds: 100)

  @Test("the newest of each value is measured, at the time it was taken from the line")
  func newest() throws {
    let line = SpokenLine()
    var sensor = VEDirectSensor(path: "/dev/ttyUSB0") { line }
    line.say(VEDirectTests.bmv)
    #expect(try sensor.sample(at: start) == [])
    line.say(VEDirectTests.block([("V", "12000")]) + VEDirectTests.mppt)
    let measured = try sensor.sample(at: start + .seconds(1))
    #expect(measured.map(\.channel) == ["voltage", "current", "panel_voltage", "panel_power", "energy"])
    #expect(measured.map(\.value.description) == ["12.86 V", "1.23 A", "17.34 V", "16 W", "47110 Wh"])
    #expect(measured.allSatisfy { $0.time == start + .seconds(1) && !$0.atRail })
  }

  @Test("silence is no measurement, not the last one")
  func silence() throws {
    let line = SpokenLine()
    var sensor = VEDirectSensor(path: "/dev/ttyUSB0") { line }
    line.say(VEDirectTests.bmv + VEDirectTests.mppt)
    #expect(try !sensor.sample(at: start).isEmpty)
    #expect(try sensor.sample(at: start + .seconds(1)) == [])
  }

  @Test("a line that is unplugged is an error, and is opened again when it comes back")
  func unplugged() throws {
    let line = SpokenLine()
    let opened = Mutex(0)
    var sensor = VEDirectSensor(path: "/dev/ttyUSB0") {
      opened.withLock { $0 += 1 }
      return line
    }
    _ = try sensor.sample(at: start)
    line.failure.withLock { $0 = .closed("/dev/ttyUSB0") }
    #expect(throws: SensorError.bus(sensor: "VE.Direct at /dev/ttyUSB0", .closed("/dev/ttyUSB0"))) {
      try sensor.sample(at: start)
    }
    line.failure.withLock { $0 = nil }
    line.say(VEDirectTests.bmv + VEDirectTests.mppt)
    #expect(try sensor.sample(at: start).count == 5)
    #expect(opened.withLock { $0 } == 2)
  }
}
