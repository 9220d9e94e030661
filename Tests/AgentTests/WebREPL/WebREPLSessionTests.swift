import Testing

@testable import Agent

/// Speaks as the clients do, frame by frame, without a socket.
struct WebREPLClient {
  var session = WebREPLSession()
  var files: [String: [UInt8]] = [:]
  var sent: [WebSocketFrame] = []
  var isClosed = false
  var typed: [UInt8] = []

  mutating func send(_ bytes: [UInt8], _ opcode: WebSocketFrame.Opcode = .binary) {
    perform(session.take(WebSocketFrame(opcode: opcode, payload: bytes)))
  }

  mutating func perform(_ actions: [WebREPLSession.Action]) {
    for action in actions {
      switch action {
      case .send(let frame): sent.append(frame)
      case .check(let tried): perform(session.checked(tried == Array("sun and moon".utf8)))
      case .type(let bytes): typed += bytes
      case .open(let name):
        perform(session.opened(files[name].map { .success($0) } ?? .failure(.init(code: 2, text: "No such file."))))
      case .admit(let name):
        perform(session.mayPut(name.hasPrefix("/etc") ? .init(code: 13, text: "Not writable.") : nil))
      case .store(let name, let bytes):
        files[name] = bytes
        perform(session.stored(.success("Taken.")))
      case .close: isClosed = true
      }
    }
  }

  /// Replies of the file protocol.
  var binary: [[UInt8]] { sent.filter { $0.opcode == .binary }.map(\.payload) }
  var text: String { sent.filter { $0.opcode == .text }.map { String(decoding: $0.payload, as: UTF8.self) }.joined() }

  static func request(_ operation: UInt8, _ name: [UInt8], size: Int = 0, length: Int? = nil) -> [UInt8] {
    let count = length ?? name.count
    return [0x57, 0x41, operation, 0] + [UInt8](repeating: 0, count: 8)
      + [UInt8(size & 0xFF), UInt8(size >> 8 & 0xFF), UInt8(size >> 16 & 0xFF), UInt8(size >> 24)]
      + [UInt8(count & 0xFF), UInt8(count >> 8)] + name.prefix(64)
      + [UInt8](repeating: 0, count: max(0, 64 - name.count))
  }

  static func loggedIn() -> WebREPLClient {
    var client = WebREPLClient()
    client.send(Array("sun and moon\r".utf8))
    client.sent = []
    return client
  }

  static let fine: [UInt8] = [0x57, 0x42, 0, 0]
}

@Suite("One client of the WebREPL port")
struct WebREPLSessionTests {
  @Test("the password comes in one binary frame as from webrepl_cli.py, or key by key as from a browser")
  func login() {
    var client = WebREPLClient()
    client.send(Array("sun and moon\r".utf8))
    #expect(client.session.isLoggedIn && client.text == "\r\nWebREPL connected\r\n")
    client = WebREPLClient()
    for byte in "sun and moom\u{7F}n\r".utf8 { client.send([byte], .text) }
    #expect(client.session.isLoggedIn)
    client = WebREPLClient()
    client.send(Array("sun and moom\r".utf8))
    #expect(!client.session.isLoggedIn && client.isClosed && client.text == "\r\nAccess denied\r\n")
    client = WebREPLClient()
    client.send([UInt8](repeating: 0x61, count: 5000))
    #expect(client.isClosed && client.typed.isEmpty)
  }

  @Test("nothing is served before the password")
  func before() {
    var client = WebREPLClient()
    client.send(WebREPLClient.request(2, Array("config.yaml".utf8)))
    #expect(client.binary.isEmpty && client.typed.isEmpty)
  }

  @Test("GET_VER answers one frame of three bytes")
  func version() {
    var client = WebREPLClient.loggedIn()
    client.send(WebREPLClient.request(3, []))
    #expect(client.binary == [[1, 22, 0]])
  }

  @Test("put and get bring back the same bytes, each reply in a frame of its own", arguments: [0, 9, 1024, 5000])
  func files(count: Int) {
    var client = WebREPLClient.loggedIn()
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let request = WebREPLClient.request(1, Array("/a.txt".utf8), size: count)
    client.send(Array(request[..<10]))
    client.send(Array(request[10...]))
    #expect(client.binary.first == WebREPLClient.fine)
    for start in stride(from: 0, to: count, by: 1024) { client.send(Array(content[start..<min(count, start + 1024)])) }
    #expect(client.binary == [WebREPLClient.fine, WebREPLClient.fine])
    #expect(client.files["/a.txt"] == content && client.text == "Taken.\r\n")
    client.sent = []
    client.send(WebREPLClient.request(2, Array("/a.txt".utf8)))
    #expect(client.binary == [WebREPLClient.fine])
    var got: [UInt8] = []
    for _ in 0..<100 {
      client.send([0])
      guard client.binary.last != WebREPLClient.fine else { break }
      let frame = client.binary.last!
      #expect(Int(frame[0]) | Int(frame[1]) << 8 == frame.count - 2)
      got += frame.dropFirst(2)
    }
    #expect(got == content)
    #expect(client.binary.suffix(2) == [[0, 0], WebREPLClient.fine])
    client.send(WebREPLClient.request(3, []))
    #expect(client.binary.last == [1, 22, 0], "afterwards the next request is served")
  }

  @Test("what may not be put and what is not there: a code that is not 0, a line of text, and the next request")
  func refused() {
    var client = WebREPLClient.loggedIn()
    client.send(WebREPLClient.request(2, Array("nothing".utf8)))
    #expect(client.binary == [[0x57, 0x42, 2, 0]] && client.text == "No such file.\r\n")
    client.send(WebREPLClient.request(1, Array("/etc/passwd".utf8), size: 9))
    #expect(client.binary.last == [0x57, 0x42, 13, 0])
    client.send(WebREPLClient.request(1, Array("a".utf8), size: 0x7FFF_FFFF))
    #expect(client.binary.last == [0x57, 0x42, 27, 0])
    client.send(WebREPLClient.request(3, []))
    #expect(client.binary.last == [1, 22, 0] && client.files.isEmpty)
  }

  @Test("names that are none are refused: NUL within, too long, no UTF-8, empty")
  func names() {
    let names: [([UInt8], Int)] = [
      (Array("config.yaml\0/x".utf8), 14), (Array("a".utf8), 65535), ([0xFF, 0xFE], 2), ([], 0),
    ]
    for (name, length) in names {
      var client = WebREPLClient.loggedIn()
      client.send(WebREPLClient.request(2, name, length: length))
      #expect(client.binary == [[0x57, 0x42, 22, 0]])
    }
    var client = WebREPLClient.loggedIn()
    client.send([UInt8](repeating: 0x58, count: 82))
    #expect(client.binary == [[0x57, 0x42, 22, 0]])
  }

  @Test("text frames are the terminal also between files; the console's answers are cut into short text frames")
  func terminal() {
    var client = WebREPLClient.loggedIn()
    client.send(Array("3N".utf8), .text)
    #expect(client.typed == Array("3N".utf8))
    client.perform(client.session.said(String(repeating: "± ", count: 2000), isOver: false))
    #expect(client.sent.allSatisfy { $0.payload.count < 65536 && String(validating: $0.payload, as: UTF8.self) != nil })
    #expect(client.text == String(repeating: "± ", count: 2000))
    client.perform(client.session.said("", isOver: true))
    #expect(client.isClosed)
  }

  @Test("ping is answered, close is answered and closes")
  func control() {
    var client = WebREPLClient.loggedIn()
    client.send([1, 2], .ping)
    #expect(client.sent.last == WebSocketFrame(opcode: .pong, payload: [1, 2]))
    client.send([3, 0xE8], .close)
    #expect(client.sent.last?.opcode == .close && client.isClosed)
  }

  @Test("any bytes in any frames crash nothing and never put a file without its request")
  func noise() {
    var random = SplitMix(3)
    for _ in 0..<300 {
      var client = WebREPLClient.loggedIn()
      for _ in 0..<20 {
        let bytes = (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        client.send(bytes, random.next() % 2 == 0 ? .binary : .text)
      }
      #expect(client.files.isEmpty)
    }
  }

  @Test("the only names are those that are told; paths are none")
  func known() {
    #expect(WebREPLFiles.known("/config.yaml") == "config.yaml" && WebREPLFiles.known("report-day.html") != nil)
    for name in [
      "../config.yaml", "//config.yaml", "/etc/passwd", "./config.yaml", "config.yaml/", "", "/", "CONFIG.YAML",
    ] {
      #expect(WebREPLFiles.known(name) == nil)
    }
  }
}
