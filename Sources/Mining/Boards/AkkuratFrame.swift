internal import Bus

/// Frames of dialect C. A write is `op`, payload, checksum; the checksum is CRC-8 Dallas/Maxim over the address byte as it
/// stands on the wire, `op` and payload. Source: doc/protocols/minipro.md, sections 1–3.
struct AkkuratFrame: Sendable {
  /// The board's address.
  let address: I2CAddress

  /// The capability query alone has no checksum, because old boards must survive it.
  static let capabilities: [UInt8] = [0x4B]
  static let capabilitiesLength = 11
  static let reportLength = 10
  static let healthLength = 14

  enum Command: UInt8, Sendable {
    case report = 0x80
    case health = 0x81
    case previousPacked = 0x90
    case previousFirst = 0x91
    case previousLast = 0x92
    case abort = 0xB0
    case sleep = 0xB1
    case address = 0xB3
  }

  func bytes(_ command: Command, _ payload: [UInt8] = []) -> [UInt8] { sealed([command.rawValue] + payload) }

  /// The frames that bring a job's previous hash: one when it is 40 lower-case hexadecimal digits, else two.
  func previous(_ text: String) -> [[UInt8]] {
    let characters = Array(text.utf8)
    if text.lowercased() == text, let packed = HexText.bytes(text) { return [bytes(.previousPacked, packed)] }
    return [
      bytes(.previousFirst, Array(characters.prefix(20))), bytes(.previousLast, Array(characters.dropFirst(20))),
    ]
  }

  /// START with a tag of three bits; difficulty low byte first.
  func start(_ job: PoolJob, tag: UInt8) -> [UInt8] {
    let difficulty = [UInt8(job.difficulty & 0xFF), UInt8(job.difficulty >> 8 & 0xFF)]
    return sealed([0xA0 | tag & 7] + difficulty + (HexText.bytes(job.expectedHash) ?? []))
  }

  /// The payload of a reply; nil when its checksum is wrong.
  func payload(_ reply: [UInt8]) -> [UInt8]? {
    guard let checksum = reply.last else { return nil }
    let payload = Array(reply.dropLast())
    return CRC8.checksum([address.value << 1 | 1] + payload) == checksum ? payload : nil
  }

  private func sealed(_ frame: [UInt8]) -> [UInt8] { frame + [CRC8.checksum([address.value << 1] + frame)] }
}
