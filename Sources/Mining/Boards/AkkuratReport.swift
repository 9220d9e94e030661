internal import Units

/// The report of a board in dialect C. Source: doc/protocols/minipro.md, section 4.
struct AkkuratReport: Sendable, Hashable {
  /// Low four bits of the first byte.
  enum State: UInt8, Sendable {
    case idle = 0
    case searching = 1
    case found = 2
    case notFound = 3
    case aborted = 4
  }

  let state: State
  /// Names the job.
  let tag: UInt8
  /// A frame was refused since the last accepted job.
  let wasRefused: Bool
  let nonce: Int
  let elapsed: Duration

  /// The first byte alone, as polls read it; nil when it is none.
  static func head(_ byte: UInt8) -> (state: State, tag: UInt8)? {
    State(rawValue: byte & 0x0F).map { ($0, byte >> 5) }
  }

  /// Nine bytes whose checksum was right.
  init?(_ payload: [UInt8]) {
    guard payload.count == 9, let head = Self.head(payload[0]) else { return nil }
    state = head.state
    tag = head.tag
    wasRefused = payload[0] & 0x10 != 0
    nonce = Self.number(payload[1...4])
    elapsed = .microseconds(Self.number(payload[5...8]))
  }

  /// Low byte first.
  static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }
}
