import Testing
import Units

@testable import Agent

@Suite("WebSocket for webrepl_cli.py and browsers")
struct WebSocketTests {
  @Test("frames with and without a mask are read, in pieces of any size")
  func decoding() throws {
    let plain: [UInt8] = [0x82, 3, 1, 2, 3]
    let mask: [UInt8] = [9, 8, 7, 6]
    let body = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    let masked = [0x81, 0x80 | 126, 1, 44] + mask + body.enumerated().map { $1 ^ mask[$0 % 4] }
    for size in [1, 2, 5, 1000] {
      var decoder = WebSocketDecoder()
      var frames: [WebSocketFrame] = []
      let bytes = plain + masked + plain
      for start in stride(from: 0, to: bytes.count, by: size) {
        frames += try decoder.take(Array(bytes[start..<min(bytes.count, start + size)]))
      }
      #expect(
        frames == [
          WebSocketFrame(opcode: .binary, payload: [1, 2, 3]), WebSocketFrame(opcode: .text, payload: body),
          WebSocketFrame(opcode: .binary, payload: [1, 2, 3]),
        ])
    }
  }

  @Test("64-bit lengths, long frames, reserved bits and unknown opcodes end the connection")
  func attacks() {
    for bytes: [UInt8] in [[0x82, 127], [0x82, 126, 0xFF, 0xFF], [0xF2, 1, 0], [0x83, 0]] {
      var decoder = WebSocketDecoder()
      #expect(throws: WebSocketDecoder.Failure.self) { try decoder.take(bytes) }
    }
  }

  @Test("a server's frame has FIN, no mask, and at most a 16-bit length")
  func encoding() {
    #expect(WebSocketFrame(opcode: .text, payload: [65]).bytes == [0x81, 1, 65])
    #expect(
      WebSocketFrame(opcode: .binary, payload: [UInt8](repeating: 7, count: 126)).bytes.prefix(4) == [
        0x82, 126, 0, 126,
      ])
  }

  @Test("webrepl_cli.py's handshake with the key foo and a browser's are accepted; a plain GET gets a page")
  func handshake() {
    var handshake = WebREPLHandshake()
    let head = "GET / HTTP/1.1\r\nHost: echo.websocket.org\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    #expect(handshake.take(Array((head + "Sec-WebSocket-Key: foo\r\n").utf8)) == .more)
    guard case .upgrade(let reply, let rest) = handshake.take(Array("\r\nxy".utf8)) else { return #expect(Bool(false)) }
    #expect(String(decoding: reply, as: UTF8.self).hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
    #expect(rest == Array("xy".utf8))
    // The example of RFC 6455, section 1.3.
    let accept = String(decoding: WebREPLHandshake.upgrade("dGhlIHNhbXBsZSBub25jZQ=="), as: UTF8.self)
    #expect(accept.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
    handshake = WebREPLHandshake()
    guard case .page(let page) = handshake.take(Array("GET / HTTP/1.0\r\n\r\n".utf8)) else {
      return #expect(Bool(false))
    }
    #expect(String(decoding: page, as: UTF8.self).contains("WebREPL protocol"))
    handshake = WebREPLHandshake()
    guard case .page(let bad) = handshake.take([UInt8](repeating: 65, count: 9000)) else { return #expect(Bool(false)) }
    #expect(String(decoding: bad, as: UTF8.self).hasPrefix("HTTP/1.1 431"))
  }

  @Test("five wrong passwords in a row lock the door for five minutes; a right one before that begins anew")
  func lockout() {
    var lockout = WebREPLLockout()
    let start = Uptime(seconds: 100)
    for _ in 0..<4 {
      let hasLocked = lockout.tried(isRight: false, at: start)
      #expect(!hasLocked)
    }
    _ = lockout.tried(isRight: true, at: start)
    for _ in 0..<4 {
      let hasLocked = lockout.tried(isRight: false, at: start)
      #expect(!hasLocked)
    }
    #expect(!lockout.isLocked(at: start))
    let hasLocked = lockout.tried(isRight: false, at: start)
    #expect(hasLocked && lockout.isLocked(at: start + .seconds(299)) && !lockout.isLocked(at: start + .seconds(301)))
  }

  @Test("a password matches itself alone")
  func password() {
    let password = WebREPLPassword("sun and moon")
    #expect(password.matches(Array("sun and moon".utf8)))
    for wrong in ["", "sun and moo", "sun and moonx", "Sun and moon"] { #expect(!password.matches(Array(wrong.utf8))) }
  }
}
