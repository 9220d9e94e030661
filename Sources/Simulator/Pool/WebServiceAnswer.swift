/// An answer of the simulated web service, as it goes over the wire.
public struct WebServiceAnswer: Sendable, Hashable {
  /// HTTP status.
  public var status: Int
  /// JSON, or a page for people.
  public var body: String
  /// The header `Retry-After`.
  public var retryAfter: String?

  /// An answer.
  public init(status: Int = 200, body: String, retryAfter: String? = nil) {
    self.status = status
    self.body = body
    self.retryAfter = retryAfter
  }

  /// Too many requests.
  public static let tooMany = WebServiceAnswer(
    status: 429, body: "<!doctype html><title>429 Too Many Requests</title>")
  /// This address is banned.
  public static let banned = WebServiceAnswer(status: 403, body: "<!doctype html><title>403 Forbidden</title>")
}
