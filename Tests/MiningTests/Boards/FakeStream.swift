import Bus
import Crypto
import Units

@testable import Mining

/// A board of JK-Rolling's family, as the protocol page describes it: one byte a transaction, and deaf for ever once a
/// byte came while it worked or held an unread answer.
struct FakeStream: FakeBoard {
  var hashRate = 335.0
  var chip = "DUCOID30014c4e5a5b1234"
  var hasChecksum = true
  var answersQueries = true
  var temperature = "31"
  var faults: [Result<[UInt8], BusError>?] = []
  var lie: (@Sendable (Int) -> Int)?
  /// Falsifies the text of an answer.
  var smear: (@Sendable (String) -> String)?

  private(set) var isDeaf = false
  private(set) var lines: [String] = []
  private(set) var longestWrite = 0
  private var buffer: [UInt8] = []
  private var answer: [UInt8] = []
  private var readyAt: Uptime?

  mutating func transfer(_ messages: [I2CMessage], at now: Uptime) -> Result<[UInt8], BusError> {
    if !faults.isEmpty, let fault = faults.removeFirst() { return fault }
    var read: [UInt8] = []
    for message in messages {
      switch message {
      case .write(let bytes): receive(bytes, now)
      case .read(let count): read += (0..<count).map { _ in next(now) }
      }
    }
    return .success(read)
  }

  private mutating func receive(_ bytes: [UInt8], _ now: Uptime) {
    longestWrite = max(longestWrite, bytes.count)
    guard let byte = bytes.first, !isDeaf else { return }
    guard readyAt == nil else { return isDeaf = true }
    buffer.append(byte)
    guard byte == 0x0A || byte == UInt8(ascii: "$") && answersQueries else { return }
    let line = String(decoding: buffer, as: UTF8.self)
    lines.append(line)
    buffer = []
    obey(line, now)
  }

  private mutating func next(_ now: Uptime) -> UInt8 {
    guard let readyAt, now >= readyAt else { return 0x0A }
    let byte = answer.removeFirst()
    if answer.isEmpty { self.readyAt = nil }
    return byte
  }

  private mutating func obey(_ line: String, _ now: Uptime) {
    switch line {
    case "get,crc8$": say(hasChecksum ? "1" : "0", now + .microseconds(50))
    case "get,temp$": say(temperature, now + .microseconds(50))
    default: work(line, now)
    }
  }

  private mutating func work(_ line: String, _ now: Uptime) {
    let fields = line.dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let isWhole = fields.count == (hasChecksum ? 4 : 3)
    let checked = fields.prefix(3).joined(separator: ",") + ","
    guard isWhole, !hasChecksum || fields[3] == "\(CRC8.checksum(checked.utf8))", let difficulty = Int(fields[2])
    else { return sayResult("#", 0, now + .milliseconds(1)) }
    let wanted = HexText.bytes(fields[1]) ?? []
    let found = (0...difficulty * 100).first {
      Array(Insecure.SHA1.hash(data: Array("\(fields[0])\($0)".utf8))) == wanted
    }
    let time = Duration.seconds(Double((found ?? difficulty * 100) + 1) / hashRate)
    let told = lie.map { $0(found ?? 0) } ?? found ?? 0
    let milliseconds = told < 5 ? told * 4 : Int(time / .milliseconds(1)) & 0xFFFF
    sayResult(told == 0 ? "#" : "\(told)", milliseconds, now + time)
  }

  private mutating func sayResult(_ result: String, _ milliseconds: Int, _ at: Uptime) {
    let text = "\(result),\(milliseconds)000,\(chip)"
    say(hasChecksum ? text + ",\(CRC8.checksum((text + ",").utf8))" : text, at)
  }

  private mutating func say(_ text: String, _ at: Uptime) {
    answer = Array((smear.map { $0(text) } ?? text).utf8)
    readyAt = at
  }
}
