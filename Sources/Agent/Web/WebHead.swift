internal import HTTPTypes

/// The head of an answer: its own headers and those that keep a browser from being fooled.
enum WebHead {
  /// Nothing from outside, nothing inline, in nobody's frame.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    + "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  /// Reports bring their style along and no script.
  private static let reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

  /// What every answer says.
  static func standard(for answer: WebAnswer) -> [(name: String, value: String)] {
    let isReport = answer.header("x-akkurat-report") != nil
    return [
      ("content-security-policy", isReport ? reportPolicy : policy), ("x-content-type-options", "nosniff"),
      ("x-frame-options", "DENY"), ("referrer-policy", "no-referrer"), ("cross-origin-resource-policy", "same-origin"),
      ("cross-origin-opener-policy", "same-origin"), ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ]
  }

  /// All headers of an answer.
  static func fields(of answer: WebAnswer) -> [(name: String, value: String)] {
    var fields = answer.headers.filter { $0.name != "x-akkurat-report" } + standard(for: answer)
    if answer.header("cache-control") == nil { fields.append(("cache-control", "no-store")) }
    if case .bytes(let bytes) = answer.body, answer.status != 304 {
      fields.append(("content-length", "\(bytes.count)"))
    }
    return fields
  }

  static func head(of answer: WebAnswer) -> HTTPResponse {
    var head = HTTPResponse(status: .init(code: answer.status))
    for (name, value) in fields(of: answer) {
      if let name = HTTPField.Name(name) { head.headerFields.append(HTTPField(name: name, value: value)) }
    }
    return head
  }
}
