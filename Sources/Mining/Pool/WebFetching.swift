/// Asks a web service; the one thing that tests replace.
public protocol WebFetching: Sendable {
  /// GETs an address and returns what came, whatever the status.
  ///
  /// - Throws: ``PoolError/unreachable(what:reason:)`` when no answer came.
  func get(_ address: String) async throws(PoolError) -> WebAnswer
}

/// An answer of a web service.
public struct WebAnswer: Sendable, Hashable {
  /// HTTP status.
  public let status: Int
  /// The body, at most 256 KiB.
  public let body: [UInt8]
  /// How long it asks not to be asked again.
  public let retryAfter: Duration?

  /// An answer.
  public init(status: Int, body: [UInt8], retryAfter: Duration? = nil) {
    self.status = status
    self.body = body
    self.retryAfter = retryAfter
  }

  /// The body as JSON.
  ///
  /// - Throws: when the service refuses for now (HTTP 403 and 429 come with a page for people), or the body is no JSON.
  func json(from what: String) throws(PoolError) -> JSONValue {
    guard status != 429, status != 403 else { throw .refusedForNow(what: what, status: status) }
    guard (200..<300).contains(status) else {
      throw .unusableAnswer(what: what, reason: "HTTP status \(status)")
    }
    guard let value = JSONValue(body) else { throw .unusableAnswer(what: what, reason: "it is no JSON") }
    return value
  }
}

extension String {
  /// Percent-encoded for a part of an address (RFC 3986: all but unreserved characters).
  var quotedForAddress: String {
    utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
