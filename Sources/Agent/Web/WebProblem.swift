internal import Foundation

/// Why a request is not answered as asked, in the form of RFC 9457 (`application/problem+json`).
struct WebProblem: Codable, Sendable, Error, Equatable {
  /// `urn:akkurat:problem:` and the code.
  var type: String
  /// The kind of problem, for people.
  var title: String
  /// The HTTP status.
  var status: Int
  /// This case, as a full sentence with the next step.
  var detail: String
  /// Stable, for programs; the same codes as on the control socket.
  var code: String
  /// When asking again makes sense, s; becomes `Retry-After`.
  var retryAfterS: Int?

  private enum CodingKeys: String, CodingKey {
    case type, title, status, detail, code, retryAfterS = "retry_after_s"
  }

  init(_ status: Int, _ code: String, _ detail: String, retryAfter: Int? = nil) {
    type = "urn:akkurat:problem:\(code)"
    title = Self.titles[status] ?? "Not possible"
    self.status = status
    self.detail = detail
    self.code = code
    retryAfterS = retryAfter
  }

  /// What the control desk refused.
  init(_ refusal: ControlRefusal) {
    let code = refusal.error.code
    let status = Self.statuses[code] ?? 500
    self.init(status, code, refusal.error.message, retryAfter: status == 503 ? 10 : nil)
  }

  /// Refusals of the agent by what HTTP calls them.
  private static let statuses = [
    "not_understood": 400, "wrong_version": 400, "unknown_op": 501, "stopping": 503, "refused_by_safety": 409,
    "unknown_board": 422, "unknown_override": 404, "out_of_range": 422, "bad_length": 422, "needs_end": 422,
    "too_many": 409, "no_clock": 503, "no_history": 404, "old_order": 409, "too_fast": 429, "too_long": 413,
  ]

  private static let titles = [
    400: "Not understood", 401: "A token is needed", 403: "Not allowed", 404: "Not found", 405: "Not with this method",
    409: "The rig stands against it", 413: "Too large", 415: "Not this kind of body", 421: "Not this machine's name",
    422: "Not possible so", 429: "Too often", 431: "Too large", 500: "It went wrong", 501: "Not known here",
    503: "Not now",
  ]

  /// As sent.
  var answer: WebAnswer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = (try? encoder.encode(self)).map { Array($0) } ?? []
    var answer = WebAnswer(body, type: "application/problem+json", status: status).with("cache-control", "no-store")
    if let retryAfterS { answer = answer.with("retry-after", "\(retryAfterS)") }
    if status == 401 { answer = answer.with("www-authenticate", "Bearer realm=\"akkurat\"") }
    return answer
  }
}
