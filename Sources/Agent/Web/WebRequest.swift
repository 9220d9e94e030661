/// One request as the routes see it: no socket, no clock.
struct WebRequest: Sendable, Hashable {
  /// `GET`, `HEAD`, `POST`, `DELETE` …
  var method: String
  /// Without the query, percent signs decoded.
  var path: String
  /// Decoded; of several with the same name the last one.
  var query: [String: String] = [:]
  /// By lower-case name.
  var headers: [String: String] = [:]
  /// The whole body.
  var body: [UInt8] = []
  /// The other end's address.
  var peer = ""

  init(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = [], peer: String = "127.0.0.1"
  ) {
    self.method = method
    self.headers = headers
    self.body = body
    self.peer = peer
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = Self.decoded(parts[0]) ?? "?"
    guard parts.count == 2 else { return }
    for pair in parts[1].split(separator: "&").prefix(32) {
      let words = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(words[0]), let value = Self.decoded(words.count == 2 ? words[1] : "") else {
        continue
      }
      query[name] = value
    }
  }

  /// It can change nothing.
  var isSafe: Bool { method == "GET" || method == "HEAD" }

  private static func decoded(_ text: Substring) -> String? {
    String(text.replacing("+", with: " ")).removingPercent
  }
}

extension String {
  /// With `%20` and its like decoded; nil when they are broken or give no UTF-8.
  fileprivate var removingPercent: String? {
    var bytes: [UInt8] = []
    var rest = utf8.makeIterator()
    while let byte = rest.next() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.next(), let low = rest.next(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
