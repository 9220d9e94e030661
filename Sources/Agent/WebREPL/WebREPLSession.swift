/// One client of the WebREPL port after its handshake. A value: frames and answers in, actions out.
///
/// Login, then two streams over one connection: text is the terminal, binary the file protocol. After an action that wants
/// an answer (``Action/check(_:)``, ``Action/type(_:)``, ``Action/open(_:)``, ``Action/store(_:_:)``) no frame is taken until
/// the answer came.
struct WebREPLSession: Sendable {
  /// The longest password that is looked at.
  static let longestPassword = 128
  /// The largest file that may be put.
  static let largestFile = 65536
  /// Data of one frame of a `get`.
  static let chunk = 1024
  /// What GET_VER answers: the version of MicroPython whose protocol this is.
  static let version: [UInt8] = [1, 22, 0]

  /// What is to be done.
  enum Action: Sendable, Hashable {
    case send(WebSocketFrame)
    /// Is this the password? Answer with ``WebREPLSession/checked(_:)``.
    case check([UInt8])
    /// Typed at the terminal; answer with ``WebREPLSession/said(_:isOver:)``.
    case type([UInt8])
    /// A file is wanted; answer with ``WebREPLSession/opened(_:)``.
    case open(String)
    /// May this be put? Answer with ``WebREPLSession/mayPut(_:)``.
    case admit(String)
    /// A file came; answer with ``WebREPLSession/stored(_:)``.
    case store(String, [UInt8])
    case close
  }

  /// Why a file is not served. The codes are those of errno(3).
  struct Refusal: Error, Sendable, Hashable {
    var code: UInt16
    var text: String
  }

  private enum State: Sendable, Hashable {
    case password([UInt8])
    case header([UInt8])
    case putting(String, size: Int, [UInt8])
    case getting([UInt8], offset: Int)
    case closed
  }

  private var state = State.password([])
  private var name = ""
  private var size = 0

  /// A client that has not given the password yet.
  var isLoggedIn: Bool { if case .password = state { false } else { state != .closed } }

  /// What is sent first.
  static let welcome = text("Password: ")

  static func text(_ words: String) -> Action { .send(WebSocketFrame(opcode: .text, payload: Array(words.utf8))) }

  /// Takes a frame.
  mutating func take(_ frame: WebSocketFrame) -> [Action] {
    switch frame.opcode {
    case .ping: return [.send(WebSocketFrame(opcode: .pong, payload: Array(frame.payload.prefix(125))))]
    case .pong: return []
    case .close:
      state = .closed
      return [.send(WebSocketFrame(opcode: .close, payload: Array(frame.payload.prefix(2)))), .close]
    case .text, .binary, .continuation: break
    }
    if case .closed = state { return [] }
    if case .password(let typed) = state { return login(typed, frame.payload) }
    if frame.opcode == .text { return frame.payload.isEmpty ? [] : [.type(frame.payload)] }
    return file(frame.payload)
  }

  private mutating func login(_ typed: [UInt8], _ bytes: [UInt8]) -> [Action] {
    var typed = typed
    for byte in bytes {
      guard byte != 0x0D, byte != 0x0A else { return [.check(typed)] }
      if byte == 0x7F || byte == 0x08 {
        _ = typed.popLast()
      } else if typed.count < Self.longestPassword {
        typed.append(byte)
      } else {
        // Longer than any password: it stays wrong.
        return [.check([])]
      }
    }
    state = .password(typed)
    return []
  }

  /// Whether the password was right.
  mutating func checked(_ isRight: Bool) -> [Action] {
    state = isRight ? .header([]) : .closed
    return isRight
      ? [Self.text("\r\nWebREPL connected\r\n")] : [Self.text("\r\nAccess denied\r\n"), .close]
  }

  /// What the console says.
  func said(_ words: String, isOver: Bool) -> [Action] {
    var rest = Substring(words)
    var actions: [Action] = []
    while !rest.isEmpty {
      actions.append(Self.text(String(rest.prefix(1000))))
      rest = rest.dropFirst(1000)
    }
    return actions + (isOver ? [Self.text("\r\nGoodbye.\r\n"), .close] : [])
  }

  private mutating func file(_ bytes: [UInt8]) -> [Action] {
    switch state {
    case .header(let begun):
      let all = begun + bytes
      guard all.count >= WebREPLRequest.length else {
        state = .header(all)
        return []
      }
      state = .header([])
      // What follows a request in the same frame belongs to none: clients wait for the reply.
      return begin(WebREPLRequest(Array(all.prefix(WebREPLRequest.length))))
    case .putting(let name, let size, let begun):
      let all = begun + bytes
      guard all.count >= size else {
        state = .putting(name, size: size, all)
        return []
      }
      state = .header([])
      return [.store(name, Array(all.prefix(size)))]
    case .getting(let content, let offset): return serve(content, from: offset)
    case .password, .closed: return []
    }
  }

  private mutating func begin(_ request: WebREPLRequest?) -> [Action] {
    guard let request else { return refuse(.init(code: 22, text: "Not a request of this protocol.")) }
    if request.operation == .version { return [.send(WebSocketFrame(opcode: .binary, payload: Self.version))] }
    guard let name = request.name, !name.isEmpty else {
      return refuse(.init(code: 22, text: "A file's name has 1 to 63 bytes of UTF-8 without NUL."))
    }
    switch request.operation {
    case .put(let size):
      guard size <= Self.largestFile else {
        return refuse(.init(code: 27, text: "A file has at most \(Self.largestFile) bytes, not \(size)."))
      }
      (self.name, self.size) = (name, size)
      return [.admit(name)]
    case .get: return [.open(name)]
    case .version, .unknown: return refuse(.init(code: 22, text: "This operation is not known."))
    }
  }

  /// Whether the file may be put.
  mutating func mayPut(_ refusal: Refusal?) -> [Action] {
    if let refusal { return refuse(refusal) }
    guard size > 0 else { return [Self.reply(0), .store(name, [])] }
    state = .putting(name, size: size, [])
    return [Self.reply(0)]
  }

  /// What became of a file that was put: a line for the terminal.
  mutating func stored(_ result: Result<String, Refusal>) -> [Action] {
    switch result {
    case .success(let words): return [Self.reply(0)] + said(words + "\r\n", isOver: false)
    case .failure(let refusal): return refuse(refusal)
    }
  }

  /// A file that is wanted.
  mutating func opened(_ result: Result<[UInt8], Refusal>) -> [Action] {
    switch result {
    case .success(let content):
      state = .getting(content, offset: 0)
      return [Self.reply(0)]
    case .failure(let refusal): return refuse(refusal)
    }
  }

  /// One chunk for each byte of the client, then length 0 and the last reply at once.
  private mutating func serve(_ content: [UInt8], from offset: Int) -> [Action] {
    let part = content[offset...].prefix(Self.chunk)
    let length = [UInt8(part.count & 0xFF), UInt8(part.count >> 8)]
    let frame = Action.send(WebSocketFrame(opcode: .binary, payload: length + part))
    guard part.isEmpty else {
      state = .getting(content, offset: offset + part.count)
      return [frame]
    }
    state = .header([])
    return [frame, Self.reply(0)]
  }

  /// First the reply, which clients wait for; the words go to the terminal.
  private mutating func refuse(_ refusal: Refusal) -> [Action] {
    state = .header([])
    return [Self.reply(refusal.code)] + said(refusal.text + "\r\n", isOver: false)
  }

  private static func reply(_ code: UInt16) -> Action {
    .send(WebSocketFrame(opcode: .binary, payload: [0x57, 0x42, UInt8(code & 0xFF), UInt8(code >> 8)]))
  }
}
