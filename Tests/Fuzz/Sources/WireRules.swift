import Bus
import Units

@testable import Mining

/// What must never be done to a board of a dialect, judged by what it was told and what it answered alone.
struct WireRules {
  private let dialect: BoardDialect
  /// The last transaction asked a `classic` board for its state, and it answered that it takes a payload.
  private var mayTakePayload = false
  /// A `stream` board has a whole job line, and its answer was not read to the end.
  private var isStreamBusy = false
  private var hasAnswerBegun = false
  private var line: [UInt8] = []
  private var lastWrite = Uptime.zero

  init(_ dialect: BoardDialect) { self.dialect = dialect }

  /// The board was switched, or the conversation begins anew.
  mutating func restart() { self = WireRules(dialect) }

  mutating func sees(
    _ messages: [I2CMessage], _ outcome: Result<[UInt8], BusError>, at now: Uptime
  ) throws(Violation) {
    try hold((1...2).contains(messages.count), "a transaction is a write, a read or both", "\(messages)")
    for case .write(let bytes) in messages { try judgeWrite(bytes) }
    for case .read(let count) in messages { try hold((1...24).contains(count), "reads are short", "\(count)") }
    switch dialect {
    case .classic, .classic85: try classic(messages, outcome)
    case .stream: try stream(messages, outcome, now)
    case .akkurat: break
    }
  }

  private func judgeWrite(_ bytes: [UInt8]) throws(Violation) {
    let longest =
      switch dialect {
      case .classic: 32
      case .classic85: 16
      case .stream: 1
      case .akkurat: 24
      }
    try hold((1...longest).contains(bytes.count), "a write is not longer than the board's buffer", "\(bytes.count)")
    guard dialect == .akkurat, bytes != [0x4B], bytes != [UInt8(ascii: "I")] else { return }
    try hold(CRC8.checksum([42 << 1] + bytes) == 0, "every frame has its checksum", "\(bytes)")
  }

  /// A payload at any other moment makes the board deaf until its supply is cut.
  private mutating func classic(
    _ messages: [I2CMessage], _ outcome: Result<[UInt8], BusError>
  ) throws(Violation) {
    if case .write(let bytes)? = messages.first, bytes.count > 1 {
      try hold(mayTakePayload, "a payload only right after the board said that it takes one", "\(bytes)")
    }
    mayTakePayload = false
    guard messages == [.write([UInt8(ascii: "S")]), .read(count: 3)], case .success(let reply) = outcome else { return }
    mayTakePayload = reply[0] != UInt8(ascii: "B") && reply[2] == UInt8(ascii: " ")
  }

  private mutating func stream(
    _ messages: [I2CMessage], _ outcome: Result<[UInt8], BusError>, _ now: Uptime
  ) throws(Violation) {
    for message in messages {
      switch (message, outcome) {
      case (.write(let bytes), .success): try streamWrite(bytes[0], now)
      case (.read, .success(let reply)): streamRead(reply[0])
      case (_, .failure): line = []
      }
    }
  }

  private mutating func streamWrite(_ byte: UInt8, _ now: Uptime) throws(Violation) {
    // A board that was silent for the longest search is given up, not written to; eight seconds end a foreign search.
    try hold(!isStreamBusy || now - lastWrite > .seconds(5), "nothing is written before the answer was read", "\(byte)")
    lastWrite = now
    line.append(byte)
    guard byte == 0x0A || byte == UInt8(ascii: "$") else { return }
    isStreamBusy = line.count > 80 && byte == 0x0A
    hasAnswerBegun = false
    line = []
  }

  private mutating func streamRead(_ byte: UInt8) {
    if byte != 0x0A { hasAnswerBegun = true } else if hasAnswerBegun { isStreamBusy = false }
  }
}
