import Bus
import Crypto
import Units

@testable import Mining

/// A board with the project's own firmware, written from doc/protocols/minipro.md alone.
struct FakeAkkurat: FakeBoard {
  let address: UInt8 = 42
  var hashRate = 3300.0
  var chip = "DUCOID30014C4E5A5B1234"
  var faults: [Result<[UInt8], BusError>?] = []
  var lie: (@Sendable (Int) -> Int)?
  /// Changes bits of the next frames, by their place.
  var disturbance: [Int: UInt8] = [:]

  private(set) var isAsleep = false
  private(set) var sleeps = 0
  private(set) var refusals = 0
  private(set) var searches = 0
  private(set) var aborts = 0
  private(set) var longestWrite = 0
  private(set) var frames = 0

  private var state: UInt8 = 0
  private var tag: UInt8 = 0
  private var wasRefused = false
  private var previous: [UInt8] = []
  private var reply = Reply.stale
  private var answer = 0
  private var start = Uptime.zero
  private var end: Uptime?
  private var lastRate = 0

  private enum Reply { case stale, report, health, capabilities, identity }

  mutating func reset() {
    var fresh = FakeAkkurat()
    fresh.hashRate = hashRate
    fresh.chip = chip
    fresh.lie = lie
    fresh.faults = faults
    self = fresh
  }

  mutating func transfer(_ messages: [I2CMessage], at now: Uptime) -> Result<[UInt8], BusError> {
    if !faults.isEmpty, let fault = faults.removeFirst() { return fault }
    isAsleep = false
    var read: [UInt8] = []
    for message in messages {
      finish(now)
      switch message {
      case .write(let bytes): receive(bytes, now)
      case .read(let count): read += (text(now) + [UInt8](repeating: 0xFF, count: count)).prefix(count)
      }
    }
    return .success(read)
  }

  private mutating func finish(_ now: Uptime) {
    guard state == 1, let end, now >= end else { return }
    state = answer < 0 ? 3 : 2
    lastRate = Int(hashRate)
  }

  private mutating func receive(_ written: [UInt8], _ now: Uptime) {
    var bytes = written
    if let change = disturbance.removeValue(forKey: frames), !bytes.isEmpty { bytes[bytes.count - 1] ^= change }
    frames += 1
    longestWrite = max(longestWrite, bytes.count)
    switch bytes {
    case [0x4B]: return reply = .capabilities
    case [UInt8(ascii: "I")]: return reply = .identity
    default: break
    }
    guard bytes.count >= 2, CRC8.checksum([address << 1] + bytes) == 0 else { return refuse() }
    obey(bytes[0], Array(bytes[1..<bytes.count - 1]), now)
  }

  private mutating func refuse() {
    refusals += 1
    wasRefused = true
    reply = .report
  }

  private mutating func obey(_ operation: UInt8, _ payload: [UInt8], _ now: Uptime) {
    reply = .report
    switch operation {
    case 0x80: break
    case 0x81: reply = .health
    case 0x90 where state != 1 && payload.count == 20: previous = Array(HexText.text(payload).utf8)
    case 0x91 where state != 1 && payload.count == 20: previous = payload
    case 0x92 where state != 1 && payload.count == 20 && previous.count == 20: previous += payload
    case 0xA0...0xA7 where state != 1 && payload.count == 22 && previous.count == 40:
      search(operation & 7, payload, now)
    case 0xB0:
      if state == 1 { (aborts, state) = (aborts + 1, 4) }
      wasRefused = false
    case 0xB1 where state != 1:
      isAsleep = true
      sleeps += 1
    default: refuse()
    }
  }

  private mutating func search(_ tag: UInt8, _ payload: [UInt8], _ now: Uptime) {
    searches += 1
    let last = (Int(payload[0]) | Int(payload[1]) << 8) * 100
    let wanted = Array(payload[2...])
    let text = String(decoding: previous, as: UTF8.self)
    let found = (0...last).first { Array(Insecure.SHA1.hash(data: Array("\(text)\($0)".utf8))) == wanted }
    answer = found.map { nonce in lie.map { $0(nonce) } ?? nonce } ?? -1
    (self.tag, state, wasRefused, previous) = (tag, 1, false, [])
    start = now
    end = now + .seconds(Double((found ?? last) + 1) / hashRate)
  }

  private func text(_ now: Uptime) -> [UInt8] {
    switch reply {
    case .stale: [0, 0xFF, 0xFF]
    case .identity: Array("\(chip)  ".utf8)
    case .capabilities: sealed([0x41, 0x4B, 0x4B, 1, 1, 0, 0x3F, 16, 99, 0])
    case .health:
      sealed([0x48, 0x7E, 0x13, 1, 0, UInt8(lastRate & 0xFF), UInt8(lastRate >> 8), 0, 0, UInt8(refusals), 0, 0, 0])
    case .report:
      sealed([tag << 5 | (wasRefused ? 0x10 : 0) | state] + number(max(0, answer)) + number(elapsed(now)))
    }
  }

  private func elapsed(_ now: Uptime) -> Int {
    guard let end else { return 0 }
    return Int((min(now, end) - start) / .microseconds(1))
  }

  private func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }

  private func sealed(_ payload: [UInt8]) -> [UInt8] {
    payload + [CRC8.checksum([address << 1 | 1] + payload)]
  }
}
