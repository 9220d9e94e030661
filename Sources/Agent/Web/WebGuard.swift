internal import Units

/// Who may ask for what: judged before any route is. A value; the clock is handed in.
struct WebGuard: Sendable {
  private let section: WebSection
  private let limits: WebLimits
  private let names: Set<String>
  private var callers: [String: Caller] = [:]

  /// What is remembered of an address.
  private struct Caller: Sendable {
    var allowance: Double
    var asked: Uptime
    var wrong = 0
    var lockedUntil: Uptime?
  }

  init(_ section: WebSection, limits: WebLimits, names: Set<String>) {
    self.section = section
    self.limits = limits
    self.names = names
  }

  /// Says why a request is refused; nil when it may go on.
  mutating func problem(with request: WebRequest, isOpen: Bool, at now: Uptime) -> WebProblem? {
    if let problem = rate(request.peer, at: now) ?? place(request) { return problem }
    if isOpen, request.isSafe { return nil }
    if let problem = origin(request) { return problem }
    guard !request.isSafe || section.isPrivate else { return nil }
    if let problem = token(request, at: now) { return problem }
    return request.isSafe || request.method == "DELETE" ? nil : Self.kind(request)
  }

  /// Addresses that are remembered; for tests.
  var remembered: Int { callers.count }

  // MARK: How often

  private mutating func rate(_ peer: String, at now: Uptime) -> WebProblem? {
    if callers.count >= limits.addresses, callers[peer] == nil { forget(at: now) }
    var caller = callers[peer] ?? Caller(allowance: limits.burst, asked: now)
    let gained = max(0, (now - caller.asked).inSeconds) * limits.perSecond
    caller.allowance = min(limits.burst, caller.allowance + gained)
    caller.asked = now
    defer { callers[peer] = caller }
    guard caller.allowance >= 1 else {
      return WebProblem(
        429, "too_fast", "More than \(Int(limits.perSecond)) requests a second came from \(peer); ask more slowly.",
        retryAfter: 2)
    }
    caller.allowance -= 1
    return nil
  }

  /// Those who were away longest go; who is locked out stays.
  private mutating func forget(at now: Uptime) {
    let old = callers.filter { ($0.value.lockedUntil ?? .zero) <= now }.sorted { $0.value.asked < $1.value.asked }
    for (peer, _) in old.prefix(max(1, limits.addresses / 2)) { callers[peer] = nil }
    if callers.count >= limits.addresses { callers = [:] }
  }

  // MARK: From where

  private func place(_ request: WebRequest) -> WebProblem? {
    guard let host = request.headers["host"].flatMap({ HostName($0) }) else {
      return WebProblem(400, "bad_host", "The request names no host; send the header Host.")
    }
    guard HostName.isAddress(host.name) || names.contains(host.name) else {
      return WebProblem(
        421, "unknown_host",
        "This machine is not called by that name here. Use its address, or add the name to web.names in the configuration."
      )
    }
    return nil
  }

  /// A page of somebody else's may neither change nor read anything through the owner's browser.
  private func origin(_ request: WebRequest) -> WebProblem? {
    let foreign = WebProblem(403, "foreign_origin", "The request was made by a page of another origin.")
    if let site = request.headers["sec-fetch-site"], site != "same-origin", site != "none" {
      // A link from elsewhere may be followed; it shows the answer to the owner and not to that page.
      guard request.isSafe, request.headers["sec-fetch-mode"] == "navigate" else { return foreign }
    }
    guard let origin = request.headers["origin"] else { return nil }
    let parts = origin.split(separator: "://", maxSplits: 1)
    guard parts.count == 2, ["http", "https"].contains(parts[0]), let asked = HostName(String(parts[1])),
      let host = request.headers["host"].flatMap({ HostName($0) })
    else { return foreign }
    let usual = parts[0] == "https" ? "443" : "80"
    func port(_ name: HostName) -> String { name.port.isEmpty ? usual : name.port }
    return asked.name == host.name && port(asked) == port(host) ? nil : foreign
  }

  // MARK: By whom

  private mutating func token(_ request: WebRequest, at now: Uptime) -> WebProblem? {
    guard let token = section.token else {
      return WebProblem(
        403, "no_token", "Nothing may be changed this way: no token is configured. Add web.token to the configuration.")
    }
    let peer = request.peer
    if let until = callers[peer]?.lockedUntil, until > now {
      let wait = Int((until - now).inSeconds.rounded(.up))
      return WebProblem(
        429, "locked_out", "Too many wrong tokens came from \(peer); wait \(wait) s.", retryAfter: wait)
    }
    guard let attempt = Self.bearer(request) else {
      return WebProblem(401, "token_needed", "Send the token: Authorization: Bearer TOKEN.")
    }
    guard !token.matches(attempt) else {
      callers[peer]?.wrong = 0
      callers[peer]?.lockedUntil = nil
      return nil
    }
    noteWrong(peer, at: now)
    return WebProblem(401, "wrong_token", "That is not the token.")
  }

  /// Each wrong token past the first few doubles the wait.
  private mutating func noteWrong(_ peer: String, at now: Uptime) {
    let wrong = (callers[peer]?.wrong ?? 0) + 1
    callers[peer]?.wrong = wrong
    guard wrong >= limits.wrongTokens else { return }
    let seconds = Double(1 << min(20, wrong - limits.wrongTokens)) * 5
    callers[peer]?.lockedUntil = now + min(limits.longestLock, .seconds(seconds))
  }

  private static func bearer(_ request: WebRequest) -> String? {
    guard let value = request.headers["authorization"], value.lowercased().hasPrefix("bearer ") else { return nil }
    return String(value.dropFirst(7).drop { $0 == " " })
  }

  /// Forms of foreign pages cannot send JSON without asking first.
  private static func kind(_ request: WebRequest) -> WebProblem? {
    let type = (request.headers["content-type"] ?? "").split(separator: ";").first.map { $0.lowercased() } ?? ""
    guard type.filter({ $0 != " " }) != "application/json" else { return nil }
    return WebProblem(415, "not_json", "The body must be JSON: Content-Type: application/json.")
  }
}
