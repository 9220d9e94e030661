import Bus
import Units

@testable import Mining

/// A board that does what its dialect's page says, as far as a conversation needs it. It knows the answers of the jobs
/// it may get, so it searches nothing.
struct HonestBoard {
  static let chip = "DUCOID30014C4E5A5B1234"

  private let dialect: BoardDialect
  private let address: UInt8 = 42
  /// Whether it has a supply.
  var isPowered = false {
    didSet { if isPowered != oldValue { reset() } }
  }
  /// The answer of a job by its expected hash.
  private let answers: [[UInt8]: Int]

  private var expected: [UInt8] = []
  private var line: [UInt8] = []
  private var output: [UInt8] = []
  private var outputAt = Uptime.zero
  private var reply: [UInt8] = [0]
  private var isCleared = true
  private var searchEnd: Uptime?
  private var answer = 0
  private var tag: UInt8 = 0
  private var state: UInt8 = 0

  init(_ dialect: BoardDialect, answers: [[UInt8]: Int]) {
    self.dialect = dialect
    self.answers = answers
  }

  private mutating func reset() {
    (expected, line, output, reply, isCleared, searchEnd) = ([], [], [], [0], true, nil)
    (answer, tag, state) = (0, 0, 0)
  }

  mutating func transfer(_ messages: [I2CMessage], at now: Uptime) -> [UInt8] {
    var read: [UInt8] = []
    for message in messages {
      if let end = searchEnd, now >= end {
        searchEnd = nil
        state = 2
      }
      switch message {
      case .write(let bytes): write(bytes, now)
      case .read(let count):
        let reply = dialect == .stream ? take(count, now) : fill(count, now)
        if read.isEmpty { read = reply } else { read += reply }
      }
    }
    return read
  }

  private func fill(_ count: Int, _ now: Uptime) -> [UInt8] {
    let text = dialect == .akkurat && reply == [0x80] ? report() : reply
    return [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      for place in 0..<count { room.initializeElement(at: place, to: place < text.count ? text[place] : 0xFF) }
      filled = count
    }
  }

  private mutating func take(_ count: Int, _ now: Uptime) -> [UInt8] {
    guard now >= outputAt, !output.isEmpty else { return [UInt8](repeating: 0x0A, count: count) }
    return [output.removeFirst()]
  }

  private mutating func write(_ bytes: [UInt8], _ now: Uptime) {
    switch dialect {
    case .stream: takeByte(bytes.first ?? 0, now)
    case .akkurat: takeFrame(bytes, now)
    case .classic, .classic85: takeLetter(bytes, now)
    }
  }

  private mutating func start(_ now: Uptime, _ rate: Double) {
    answer = answers[expected] ?? 0
    searchEnd = now + .seconds(Double(answer + 1) / rate)
    state = 1
  }

  private mutating func takeLetter(_ bytes: [UInt8], _ now: Uptime) {
    let last: UInt8 = dialect == .classic ? UInt8(ascii: "O") : UInt8(ascii: "Q")
    let first: UInt8 = dialect == .classic ? UInt8(ascii: "N") : UInt8(ascii: "O")
    guard let letter = bytes.first else { return }
    switch letter {
    case UInt8(ascii: "S"): reply = status()
    case UInt8(ascii: "R"): reply = number(answer)
    case UInt8(ascii: "E"): reply = number(answer * 5)
    case UInt8(ascii: "I"): reply = Array("\(Self.chip)  ".utf8)
    case UInt8(ascii: "A"): (isCleared, state) = (true, 0)
    default:
      isCleared = false
      if letter == first { expected = [] }
      if letter >= first { expected += bytes.dropFirst() }
      if letter == last { start(now, 195) }
    }
  }

  private func status() -> [UInt8] {
    if searchEnd != nil { return Array("B?O".utf8) }
    return Array((state == 2 ? "C? " : isCleared ? "Ic " : "I? ").utf8)
  }

  private func number(_ value: Int) -> [UInt8] {
    let text = "\(value)"
    return Array((String(repeating: " ", count: max(0, 5 - text.count)) + text).utf8)
  }

  private mutating func takeByte(_ byte: UInt8, _ now: Uptime) {
    line.append(byte)
    guard byte == 0x0A || byte == UInt8(ascii: "$") else { return }
    defer { line = [] }
    outputAt = now
    let fields = line.split(separator: UInt8(ascii: ","))
    guard byte == 0x0A else { return output = Array("1\n".utf8) }
    guard fields.count == 4 else { return output = sealedText("#,0000,\(Self.chip)") }
    expected = Array(fields[1])
    start(now, 335)
    outputAt = searchEnd ?? now
    output = sealedText("\(answer),\(answer * 3)000,DUCOID30014c4e5a5b1234")
  }

  private func sealedText(_ text: String) -> [UInt8] {
    let covered = Array((text + ",").utf8)
    return covered + Array("\(CRC8.checksum(covered))\n".utf8)
  }

  private mutating func takeFrame(_ bytes: [UInt8], _ now: Uptime) {
    switch bytes.first {
    case 0x4B: reply = sealed([0x41, 0x4B, 0x4B, 1, 1, 0, 0x3F, 16, 99, 0])
    case UInt8(ascii: "I"): reply = Array("\(Self.chip)  ".utf8)
    case 0x81: reply = sealed([0x48, 0x7E, 0x13, 1, 0, 0xE4, 0x0C, 0, 0, 0, 0, 0, 0])
    case .some(0xA0...0xA7):
      expected = Array(HexText.text(bytes.dropFirst(3).dropLast()).utf8)
      tag = bytes[0] & 7
      start(now, 3300)
      reply = [0x80]
    case 0xB0: (searchEnd, state, reply) = (nil, 4, [0x80])
    default: reply = [0x80]
    }
  }

  private func report() -> [UInt8] {
    let numbers = [answer, answer * 303].flatMap { value in (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }
    return sealed([tag << 5 | state] + numbers)
  }

  private func sealed(_ payload: [UInt8]) -> [UInt8] { payload + [CRC8.checksum([address << 1 | 1] + payload)] }
}
