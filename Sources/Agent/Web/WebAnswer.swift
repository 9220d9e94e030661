/// What a route answers.
struct WebAnswer: Sendable {
  /// A whole body, or events until the listener goes.
  enum Body: Sendable {
    /// All of it.
    case bytes([UInt8])
    /// Event by event, each with its blank line.
    case events(AsyncStream<String>)
  }

  var status: Int
  /// In lower case, in order.
  var headers: [(name: String, value: String)] = []
  var body: Body

  /// A body of some type.
  init(_ bytes: [UInt8], type: String, status: Int = 200) {
    self.status = status
    body = .bytes(bytes)
    headers = [("content-type", type)]
  }

  /// A JSON document.
  init(json: String) {
    self.init(Array(json.utf8), type: "application/json")
  }

  /// A stream of events.
  init(events: AsyncStream<String>) {
    status = 200
    body = .events(events)
    headers = [("content-type", "text/event-stream"), ("x-accel-buffering", "no")]
  }

  /// What an answer says of a header.
  func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }

  /// The whole body as text; empty for events.
  var text: String {
    guard case .bytes(let bytes) = body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// With a header more.
  func with(_ name: String, _ value: String) -> WebAnswer {
    var answer = self
    answer.headers.append((name, value))
    return answer
  }

  /// With a tag by which the asker knows whether it has changed; without a body when the asker has this one already.
  func tagged(for request: WebRequest, keeping: String = "no-cache") -> WebAnswer {
    guard case .bytes(let bytes) = body, status == 200 else { return self }
    let tag = "\"\(String(WebTag.hash(bytes), radix: 36))\""
    var answer = self.with("etag", tag).with("cache-control", keeping)
    let known = (request.headers["if-none-match"] ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
    if known.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) {
      answer.status = 304
      answer.body = .bytes([])
    }
    return answer
  }
}

/// Names a content.
enum WebTag {
  /// FNV-1a, 64 bit. Source: draft-eastlake-fnv, section 2; it guards against nothing, it only names.
  static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
