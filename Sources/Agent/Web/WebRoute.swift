/// Every way to ask, by method and path. doc/openapi.yaml has the same ones; a test compares them.
enum WebRoute: String, CaseIterable, Sendable {
  case page = "GET /"
  case style = "GET /page.css"
  case script = "GET /page.js"
  case icon = "GET /icon.svg"
  case manifest = "GET /manifest.webmanifest"
  case health = "GET /healthz"
  case status = "GET /api/v1/status"
  case boards = "GET /api/v1/boards"
  case plan = "GET /api/v1/plan"
  case events = "GET /api/v1/events"
  case history = "GET /api/v1/history"
  case report = "GET /api/v1/report"
  case chart = "GET /api/v1/chart"
  case orders = "GET /api/v1/override"
  case order = "POST /api/v1/override"
  case clearAll = "DELETE /api/v1/override"
  case clear = "DELETE /api/v1/override/{id}"
  case console = "POST /api/v1/console"

  private var parts: (method: Substring, path: Substring) {
    let words = rawValue.split(separator: " ")
    return (words[0], words[1])
  }

  /// It tells nothing of the rig, so anybody may ask.
  var isOpen: Bool { [.page, .style, .script, .icon, .manifest, .health].contains(self) }

  /// What a path stands for.
  enum Match: Sendable, Equatable {
    /// A route, with what stood in the place of `{id}`.
    case route(WebRoute, String)
    /// The path is known, the method is not; these are.
    case otherMethods([String])
    /// Nothing.
    case unknown
  }

  /// Finds the route of a request.
  static func match(_ method: String, _ path: String) -> Match {
    let method = method == "HEAD" ? "GET" : method
    var methods: [String] = []
    for route in allCases {
      guard let value = value(in: path, of: String(route.parts.path)) else { continue }
      if route.parts.method == method { return .route(route, value) }
      methods.append(String(route.parts.method))
    }
    return methods.isEmpty ? .unknown : .otherMethods(methods)
  }

  private static func value(in path: String, of template: String) -> String? {
    guard template.hasSuffix("{id}") else { return path == template ? "" : nil }
    let begin = template.dropLast(4)
    let value = path.dropFirst(begin.count)
    return path.hasPrefix(begin) && !value.isEmpty && !value.contains("/") ? String(value) : nil
  }
}
