import Bus
import Simulator
import Synchronization
import Units

/// A rig on a stepped clock whose bus is written down as it goes.
final class Bench {
  let clock = ManualTimebase()
  let rig: SimulatedRig
  private let trace = Trace()
  private let bus: TracingI2CBus

  init(_ description: RigDescription) {
    var stepped = description
    stepped.pacing = .stepping(clock)
    rig = SimulatedRig(stepped, timebase: clock)
    let trace = trace
    bus = TracingI2CBus(rig.bus) { transaction in trace.lines.withLock { $0.append(transaction.description) } }
  }

  /// One board that always has power, booted, at noon under a full battery.
  convenience init(
    _ dialect: BoardDescription.Dialect, at address: UInt8 = 8, faults: [Fault] = [], count: Int = 1
  ) {
    let boards = (0..<count).map {
      BoardDescription(
        label: "board \($0 + 1)", dialect: dialect, address: address + UInt8($0), hashRate: HashRate(200))
    }
    self.init(RigDescription(sensors: [], boards: boards, faults: faults))
    clock.advance(by: .seconds(1))
  }

  /// Every transaction so far, as text; clears it.
  func taken() -> [String] {
    trace.lines.withLock { lines in
      defer { lines = [] }
      return lines
    }
  }

  func wait(_ interval: Duration) { clock.advance(by: interval) }

  @discardableResult
  func transfer(_ address: I2CAddress, _ messages: I2CMessage...) -> [UInt8]? {
    try? bus.transfer(with: address, messages)
  }

  /// Writes text and lets the main loop of the board digest it.
  func send(_ text: String, to address: I2CAddress = 8) {
    transfer(address, .write(Array(text.utf8)))
    wait(.milliseconds(1))
  }

  /// A query and its reply as text, `~` for 0xFF.
  func ask(_ text: String, _ count: Int, of address: I2CAddress = 8) -> String? {
    transfer(address, .write(Array(text.utf8)), .read(count: count)).map(Self.text)
  }

  func read(_ count: Int, of address: I2CAddress = 8) -> String? {
    transfer(address, .read(count: count)).map(Self.text)
  }

  static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.map { $0 == 0xFF ? 0x7E : $0 }, as: UTF8.self)
  }
}

/// Lines collected on whatever thread.
final class Trace: Sendable {
  let lines = Mutex<[String]>([])
}

/// Jobs over one previous hash; the digests come from another implementation of SHA-1.
enum Vectors {
  static let previous = "280167e9368b51696269562be86a24ed2883e0fd"
  static let nonce0 = "3008e4b3beb9a3ac614623496cc0ccf5a285d61f"
  static let nonce3 = "a42227b360e7164e8ddcdd0e8d4b4fd149b7f561"
  static let nonce377 = "bd3c11ceeedb9ca91ab90700b91fc6d1eeda9998"
  static let nonce1000 = "2798b5878fd3d9321751c6569002e35c5c78c260"
}

extension Bench {
  /// Gives a `classic` board a job, chunk by chunk.
  func giveJob(_ expected: String = Vectors.nonce377, previous: String = Vectors.previous, to address: I2CAddress = 8) {
    send("L\(previous.prefix(20))", to: address)
    send("M\(previous.dropFirst(20))", to: address)
    send("N\(expected.prefix(20))", to: address)
    send("O\(expected.dropFirst(20))", to: address)
  }

  /// Gives a `classic85` board a job.
  func giveTinyJob(_ expected: String, to address: I2CAddress) {
    for (letters, text) in [("LMN", Vectors.previous), ("OPQ", expected)] {
      var rest = Substring(text)
      for letter in letters {
        send("\(letter)\(rest.prefix(14))", to: address)
        rest = rest.dropFirst(14)
      }
    }
  }

  /// Sends a line to a `stream` board, a byte a transaction.
  func stream(_ line: String, to address: I2CAddress = 8) {
    for byte in line.utf8 { transfer(address, .write([byte])) }
  }

  /// Reads a `stream` board's answer up to its end.
  func streamed(from address: I2CAddress = 8) -> String {
    var answer: [UInt8] = []
    while let byte = transfer(address, .read(count: 1))?.first, byte != 0x0A, answer.count < 200 { answer.append(byte) }
    return Bench.text(answer)
  }
}
