import Testing
import Units

@testable import Agent

@Suite("The guard before the page")
struct WebGuardTests {
  static let token = "correct horse battery"

  static func gate(_ change: (inout WebSection) -> Void = { _ in }, limits: WebLimits = WebLimits()) -> WebGuard {
    var section = WebSection()
    section.token = WebToken(token)
    change(&section)
    return WebGuard(section, limits: limits, names: ["localhost", "rig.local"])
  }

  static func request(
    _ method: String = "GET", _ headers: [String: String] = [:], peer: String = "10.0.0.7"
  ) -> WebRequest {
    var all = ["host": "localhost:8080"]
    if method == "POST" { all["content-type"] = "application/json" }
    return WebRequest(method, "/api/v1/status", headers: all.merging(headers) { $1 }, peer: peer)
  }

  static let owner = ["authorization": "Bearer \(token)"]

  static func code(_ gate: inout WebGuard, _ request: WebRequest, isOpen: Bool = false, at second: Double = 0)
    -> String?
  {
    gate.problem(with: request, isOpen: isOpen, at: Uptime(seconds: second))?.code
  }

  @Test("anybody may look and only who knows the token may change something")
  func token() {
    var gate = Self.gate()
    #expect(Self.code(&gate, Self.request()) == nil)
    #expect(Self.code(&gate, Self.request("POST")) == "token_needed")
    #expect(Self.code(&gate, Self.request("POST", ["authorization": "Bearer wrong"])) == "wrong_token")
    #expect(Self.code(&gate, Self.request("POST", ["authorization": "Basic abc"])) == "token_needed")
    #expect(Self.code(&gate, Self.request("POST", Self.owner)) == nil)
    #expect(Self.code(&gate, Self.request("DELETE", Self.owner)) == nil)
    #expect(Self.code(&gate, Self.request("DELETE")) == "token_needed")
  }

  @Test("without a token in the configuration nothing can be changed; private means looking needs it, too")
  func privateAndNone() {
    var none = Self.gate { $0.token = nil }
    #expect(Self.code(&none, Self.request("POST", ["authorization": "Bearer "])) == "no_token")
    var closed = Self.gate { $0.isPrivate = true }
    #expect(Self.code(&closed, Self.request()) == "token_needed")
    #expect(Self.code(&closed, Self.request("GET", Self.owner)) == nil)
    #expect(Self.code(&closed, Self.request(), isOpen: true) == nil)
  }

  @Test(
    "names that somebody else's DNS may point here are not answered",
    arguments: [
      ("localhost", nil), ("LOCALHOST:8080", nil), ("rig.local:8080", nil), ("192.168.1.7:8080", nil),
      ("[fe80::1]:8080", nil),
      ("evil.example", "unknown_host"), ("localhost.evil.example:8080", "unknown_host"),
      ("1.2.3.4.evil.example", "unknown_host"),
      ("", "bad_host"), ("a b", "bad_host"), ("localhost:80x", "bad_host"), ("evil.example\u{0}", "bad_host"),
    ] as [(String, String?)])
  func rebinding(host: String, code: String?) {
    var gate = Self.gate()
    #expect(Self.code(&gate, Self.request("GET", ["host": host])) == code)
    #expect(Self.code(&gate, Self.request("GET", ["host": host]), isOpen: true) == code)
  }

  @Test("pages of other origins neither change nor read anything; a link may be followed")
  func origins() {
    var gate = Self.gate()
    func post(_ headers: [String: String]) -> WebRequest {
      Self.request("POST", headers.merging(Self.owner) { $1 })
    }
    #expect(Self.code(&gate, post(["origin": "http://localhost:8080", "sec-fetch-site": "same-origin"])) == nil)
    #expect(Self.code(&gate, post(["origin": "http://localhost:8081"])) == "foreign_origin")
    #expect(Self.code(&gate, post(["origin": "https://evil.example"])) == "foreign_origin")
    #expect(Self.code(&gate, post(["origin": "null"])) == "foreign_origin")
    #expect(Self.code(&gate, post(["sec-fetch-site": "cross-site"])) == "foreign_origin")
    #expect(Self.code(&gate, post(["sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"])) == "foreign_origin")
    #expect(
      Self.code(&gate, Self.request("GET", ["sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"]))
        == "foreign_origin")
    #expect(
      Self.code(&gate, Self.request("GET", ["sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"])) == nil)
    #expect(Self.code(&gate, post(["content-type": "text/plain"])) == "not_json")
    #expect(Self.code(&gate, post(["content-type": "Application/JSON; charset=utf-8"])) == nil)
  }

  @Test("wrong tokens make their address wait, longer each time, and nobody else; the right one is refused meanwhile")
  func lockout() {
    var gate = Self.gate()
    let wrong = Self.request("POST", ["authorization": "Bearer wrong"])
    for _ in 0..<4 { #expect(Self.code(&gate, wrong) == "wrong_token") }
    #expect(Self.code(&gate, wrong) == "locked_out")
    #expect(Self.code(&gate, Self.request("POST", Self.owner), at: 4) == "locked_out")
    #expect(Self.code(&gate, Self.request("POST", Self.owner, peer: "10.0.0.8"), at: 4) == nil)
    #expect(Self.code(&gate, Self.request(), at: 4) == nil)
    #expect(Self.code(&gate, wrong, at: 6) == "wrong_token")
    let problem = gate.problem(with: wrong, isOpen: false, at: Uptime(seconds: 7))
    #expect(problem?.code == "locked_out" && problem?.retryAfterS == 9)
    #expect(Self.code(&gate, Self.request("POST", Self.owner), at: 17) == nil)
    #expect(Self.code(&gate, wrong, at: 18) == "wrong_token")
    #expect(Self.code(&gate, wrong, at: 18) == "wrong_token")
  }

  @Test("the wait has a limit")
  func longestLock() {
    var gate = Self.gate()
    let wrong = Self.request("POST", ["authorization": "Bearer wrong"])
    var now = 0.0
    for _ in 0..<60 {
      _ = Self.code(&gate, wrong, at: now)
      now += 400
    }
    #expect(Self.code(&gate, Self.request("POST", Self.owner), at: now) == nil)
  }

  @Test("more than so many requests a second of one address are refused, others are answered")
  func rate() {
    var limits = WebLimits()
    limits.burst = 10
    limits.perSecond = 2
    var gate = Self.gate(limits: limits)
    for _ in 0..<10 { #expect(Self.code(&gate, Self.request()) == nil) }
    #expect(Self.code(&gate, Self.request()) == "too_fast")
    #expect(Self.code(&gate, Self.request(peer: "10.0.0.8")) == nil)
    #expect(Self.code(&gate, Self.request(), at: 1) == nil)
    #expect(Self.code(&gate, Self.request(), at: 1) == nil)
    #expect(Self.code(&gate, Self.request(), at: 1) == "too_fast")
  }

  @Test("a bounded number of addresses is remembered, those that are locked out longest")
  func addresses() {
    var limits = WebLimits()
    limits.addresses = 20
    var gate = Self.gate(limits: limits)
    for _ in 0..<4 { _ = Self.code(&gate, Self.request("POST", ["authorization": "Bearer x"], peer: "bad")) }
    for number in 0..<1000 {
      _ = Self.code(&gate, Self.request(peer: "10.1.\(number / 250).\(number % 250)"), at: 0.001 * Double(number))
    }
    #expect(gate.remembered <= 20)
    #expect(Self.code(&gate, Self.request("POST", Self.owner, peer: "bad"), at: 2) == "locked_out")
  }

  @Test("a token is never printed")
  func redaction() {
    var section = WebSection()
    section.token = WebToken(Self.token)
    var dumped = ""
    dump(section, to: &dumped)
    for text in [
      "\(section)", String(reflecting: section), dumped, "\(section.token!)", String(reflecting: section.token!),
    ] {
      #expect(!text.contains("horse"))
    }
    #expect(
      section.token!.matches(Self.token) && !section.token!.matches("") && !section.token!.matches(Self.token + " "))
  }
}
