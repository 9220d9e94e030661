import Bus
import Units

@testable import Mining

/// What boards of all dialects answer, read as text or frame.
struct ReplyTarget: FuzzTarget {
  static let name = "replies"
  static let words = [
    "\0\0", "DUCOID", "DUCOID30014C4E5A5B1234  ", "  377", "I? ", "Ic ", "C? ", "B?O", "#,0000,", "377,1940000,", ",",
    "AKK", "+", "-", "H",
  ].map { Array($0.utf8) }

  private let frame = AkkuratFrame(address: 42)

  mutating func judge(_ input: [UInt8], _ paths: inout Paths) throws(Violation) {
    guard let kind = input.first else { return }
    let bytes = Array(input.dropFirst())
    switch kind % 6 {
    case 0: try number(bytes, &paths)
    case 1: try identity(bytes, &paths)
    case 2: try status(bytes, &paths)
    case 3: try report(bytes, &paths)
    case 4: try health(bytes, &paths)
    default: try stream(bytes, hasChecksum: kind & 0x80 == 0, &paths)
    }
  }

  private func number(_ bytes: [UInt8], _ paths: inout Paths) throws(Violation) {
    let number = ClassicReply.number(bytes)
    let isStale = ClassicReply.isStale(bytes, after: Array(bytes.prefix(3)))
    paths.mark(1, number ?? -1, isStale ? 1 : 0, bytes.count)
    guard let number else { return }
    try hold((0...99_999).contains(number), "a number has one to five digits", "\(number)")
    let text = "\(number)"
    let again = Array((String(repeating: " ", count: 5 - text.count) + text).utf8)
    let isPadded = again == bytes || bytes.contains(UInt8(ascii: "0"))
    try hold(isPadded, "a number is right-aligned decimal digits", "\(number)")
    try hold(!isStale, "a number is no stale status", "\(number)")
  }

  private func identity(_ bytes: [UInt8], _ paths: inout Paths) throws(Violation) {
    let identity = ClassicReply.identity(bytes)
    guard case .chip(let chip) = identity else { return paths.mark(2, identity == .none ? 0 : 1, bytes.count) }
    paths.mark(2, 2, Int(truncatingIfNeeded: chip.value >> 60))
    try hold(Array("\(chip)  ".utf8) == bytes, "a chip id written down again is the same bytes", "\(chip)")
  }

  private func status(_ bytes: [UInt8], _ paths: inout Paths) throws(Violation) {
    guard let status = ClassicStatus(bytes) else { return paths.mark(3, bytes.count) }
    paths.mark(4, status.isBusy ? 1 : 0, status.acceptsPayload ? 1 : 0, status.isCleared ? 1 : 0)
    let ones = [status.isBusy, status.isIdle, status.isComplete].filter { $0 }.count
    try hold(ones == 1, "a board is idle, busy or complete", "\(bytes)")
    try hold(!(status.isBusy && status.acceptsPayload), "a busy board takes no payload", "\(bytes)")
    try hold(!status.acceptsPayload || bytes[2] == 0x20, "no payload while a command is in progress", "\(bytes)")
  }

  /// Replies of dialect C; every second one gets a right checksum first, else none would pass.
  private func sealed(_ bytes: [UInt8]) -> [UInt8] {
    guard let first = bytes.first, first & 1 == 0 else { return bytes }
    let payload = Array(bytes.dropFirst())
    return payload + [CRC8.checksum([42 << 1 | 1] + payload)]
  }

  private func report(_ bytes: [UInt8], _ paths: inout Paths) throws(Violation) {
    guard let payload = frame.payload(sealed(bytes)) else { return paths.mark(5, bytes.count) }
    guard let report = AkkuratReport(payload) else { return paths.mark(6, payload.count) }
    paths.mark(7, Int(report.state.rawValue), Int(report.tag), report.wasRefused ? 1 : 0)
    try hold(report.tag <= 7, "a tag has three bits", "\(report.tag)")
    let (seconds, attoseconds) = report.elapsed.components
    let microseconds = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    let numbers = [report.nonce, microseconds].flatMap { value in (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }
    try hold(numbers == Array(payload[1...]), "a report's numbers are its bytes", "\(report)")
    let head = report.tag << 5 | (report.wasRefused ? 0x10 : 0) | report.state.rawValue
    try hold(head == payload[0], "a report's head is its first byte", "\(report)")
  }

  private func health(_ bytes: [UInt8], _ paths: inout Paths) throws(Violation) {
    guard let payload = frame.payload(sealed(bytes)), let health = BoardHealth(payload) else {
      return paths.mark(8, bytes.count)
    }
    for place in payload.indices { paths.mark(13, place, Int(min(1, payload[place]))) }
    paths.mark(9, health.supply == nil ? 0 : 1, health.hashRate == nil ? 0 : 1, health.wasBrownOut ? 1 : 0)
    try hold(health.supply.map { $0.value > 0 && $0.value < 66 } ?? true, "a supply is never 0", "\(health)")
    try hold(health.hashRate.map { $0.value > 0 && $0.value < 65536 } ?? true, "a rate is never 0", "\(health)")
    try hold((0...255).contains(health.refusedFrames), "a counter is one byte", "\(health)")
  }

  private func stream(_ bytes: [UInt8], hasChecksum: Bool, _ paths: inout Paths) throws(Violation) {
    if let celsius = StreamText.temperature(bytes) {
      paths.mark(10, Int(celsius.value))
      try hold((2...125).contains(celsius.value), "a temperature is one", "\(celsius)")
    }
    // Every second answer gets a right checksum first.
    var text = bytes
    if hasChecksum, bytes.count % 2 == 0 {
      text.append(UInt8(ascii: ","))
      text += Array("\(CRC8.checksum(text))".utf8)
    }
    let answer = StreamText.answer(text, hasChecksum: hasChecksum)
    guard case .found(let nonce, let elapsed, let chip) = answer else {
      return paths.mark(11, answer == .nothing ? 1 : 0, bytes.count / 8)
    }
    paths.mark(12, elapsed == nil ? 0 : 1, chip == nil ? 0 : 1, "\(nonce)".count)
    try hold((1...9_999_999_999).contains(nonce), "an answer is never 0", "\(nonce)")
    try hold(elapsed.map { $0 > .zero } ?? true, "a time is never 0", "\(nonce)")
    try hold(elapsed == nil || nonce >= 5, "the time of a tiny answer is made up", "\(nonce)")
    guard hasChecksum else { return }
    for place in text.indices where text[place] != UInt8(ascii: ",") {
      var broken = text
      broken[place] ^= 0x01
      let isFound = if case .found = StreamText.answer(broken, hasChecksum: true) { true } else { false }
      try hold(!isFound, "one changed bit is noticed", "at \(place) of \(String(decoding: text, as: UTF8.self))")
    }
  }
}
