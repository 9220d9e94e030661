/// One frame of RFC 6455, section 5.2. A codec of our own: webrepl_cli.py sends frames without a mask, which libraries refuse,
/// and reads neither fragments nor 64-bit lengths.
///
///     FIN RSV opcode │ MASK length │ [16-bit length] │ [mask 4] │ payload
struct WebSocketFrame: Sendable, Hashable {
  /// What a frame is.
  enum Opcode: UInt8, Sendable, Hashable {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10
  }

  var opcode: Opcode
  var payload: [UInt8]

  /// As the server sends it: FIN, no mask, 16-bit length at most.
  var bytes: [UInt8] {
    let count = min(payload.count, 0xFFFF)
    let length = count < 126 ? [UInt8(count)] : [126, UInt8(count >> 8), UInt8(count & 0xFF)]
    return [0x80 | opcode.rawValue] + length + payload.prefix(count)
  }
}

/// Cuts a client's bytes into frames, masked or not.
struct WebSocketDecoder: Sendable {
  /// Longer payloads are an attack: clients send 1 KB.
  static let longest = 16384

  /// Why a stream cannot go on.
  enum Failure: Error, Hashable {
    case tooLong, unknownOpcode, reservedBits
  }

  private var pending: [UInt8] = []
  private var continued = WebSocketFrame.Opcode.binary

  /// Takes bytes; returns the frames that are whole.
  mutating func take(_ bytes: [UInt8]) throws(Failure) -> [WebSocketFrame] {
    pending += bytes
    var frames: [WebSocketFrame] = []
    while let frame = try next() { frames.append(frame) }
    return frames
  }

  private mutating func next() throws(Failure) -> WebSocketFrame? {
    guard pending.count >= 2 else { return nil }
    guard pending[0] & 0x70 == 0 else { throw .reservedBits }
    guard let opcode = WebSocketFrame.Opcode(rawValue: pending[0] & 0x0F) else { throw .unknownOpcode }
    let isMasked = pending[1] & 0x80 != 0
    var length = Int(pending[1] & 0x7F)
    var start = 2
    guard length != 127 else { throw .tooLong }
    if length == 126 {
      guard pending.count >= 4 else { return nil }
      length = Int(pending[2]) << 8 | Int(pending[3])
      start = 4
    }
    guard length <= Self.longest else { throw .tooLong }
    let body = start + (isMasked ? 4 : 0)
    guard pending.count >= body + length else { return nil }
    var payload = Array(pending[body..<body + length])
    if isMasked { for index in payload.indices { payload[index] ^= pending[start + index % 4] } }
    pending.removeSubrange(..<(body + length))
    // A fragment counts as a message of its own: here everything is a stream of bytes.
    if opcode == .text || opcode == .binary { continued = opcode }
    return WebSocketFrame(opcode: opcode == .continuation ? continued : opcode, payload: payload)
  }
}
