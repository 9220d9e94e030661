internal import Crypto
internal import Foundation

/// The HTTP request that a connection begins with. A value: bytes in, verdict out.
struct WebREPLHandshake: Sendable {
  /// Longer heads are an attack.
  static let longestHead = 8192

  /// What is to be answered.
  enum Verdict: Sendable, Hashable {
    /// More bytes are needed.
    case more
    /// Send this, then frames follow, of which some came already.
    case upgrade(reply: [UInt8], rest: [UInt8])
    /// Send this and close.
    case page([UInt8])
  }

  private var head: [UInt8] = []

  /// Takes bytes.
  mutating func take(_ bytes: [UInt8]) -> Verdict {
    head += bytes
    let end = Array("\r\n\r\n".utf8)
    guard let place = head.indices.first(where: { head[$0...].starts(with: end) }) else {
      return head.count > Self.longestHead ? .page(Self.answer("431 Request Header Fields Too Large", "")) : .more
    }
    let rest = Array(head[(place + 4)...])
    let lines = String(decoding: head[..<place], as: UTF8.self).components(separatedBy: "\r\n")
    guard lines[0].hasPrefix("GET ") else {
      return .page(Self.answer("405 Method Not Allowed", "Only GET is served here."))
    }
    func header(_ name: String) -> String? {
      lines.dropFirst().first { $0.lowercased().hasPrefix(name + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
    guard header("upgrade")?.lowercased() == "websocket", let key = header("sec-websocket-key") else {
      return .page(Self.answer("200 OK", Self.page))
    }
    return .upgrade(reply: Self.upgrade(key), rest: rest)
  }

  /// Source: RFC 6455, section 4.2.2.
  static func upgrade(_ key: String) -> [UInt8] {
    let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
    let accept = Data(digest).base64EncodedString()
    return Array(
      ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: \(accept)\r\n\r\n").utf8)
  }

  private static func answer(_ status: String, _ body: String) -> [UInt8] {
    Array(
      ("HTTP/1.1 \(status)\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Connection: close\r\n\r\n\(body)").utf8)
  }

  private static let page = """
    <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
    <title>Akkurat: WebREPL</title><body><h1>Akkurat: WebREPL</h1>\
    <p>This port speaks the WebREPL protocol: the rig console, and files by <code>put</code> and <code>get</code>.</p>\
    <p>Use <code>webrepl_cli.py</code> or a copy of the WebREPL page with this machine's address and port. \
    The letters are in doc/console.md, the files in doc/webrepl.md.</p></body></html>
    """
}
