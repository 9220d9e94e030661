import Foundation
import ArgumentParser
import Logging
import NIOCore
import NIOPosix
import Power
import Simulator
import Testing
import Units

@testable import Agent
@testable import akkurat

/// The page's server with real sockets, on the simulated rig.
@Suite("The HTTP server", .serialized)
struct WebServerTests {
  static let token = "a token of the tests"

  /// A rig with its page open.
  struct Place {
    let stage: DemoStage
    let server: WebServer

    func close() async throws {
      await server.close()
      try await stage.close()
    }
  }

  func open(
    _ arguments: [String] = ["--speed", "60", "--start-full"], floor: Double? = nil,
    limits: WebLimits = WebLimits()
  ) async throws -> Place {
    let options = try DemoOptions.parse(arguments)
    let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    let stage = try await DemoStage.open(
      options, logger: logger, zone: .utc,
      configuring: {
        if let floor { $0.protection.voltages.floor = Volts(floor) }
      })
    try await stage.controller.start()
    var section = WebSection()
    section.port = 0
    section.token = WebToken(Self.token)
    let server = try await WebServer.open(
      section, of: stage.controller, on: stage.group.next(), logger: logger, limits: limits)
    return Place(stage: stage, server: server)
  }

  static func get(_ target: String, _ more: String = "", method: String = "GET", version: String = "1.1") -> String {
    "\(method) \(target) HTTP/\(version)\r\nHost: localhost\r\nConnection: close\r\n\(more)\r\n"
  }

  static func post(_ body: String, to path: String = "/api/v1/override") -> String {
    get(
      path,
      "Authorization: Bearer \(token)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n",
      method: "POST") + body
  }

  @Test("every document is served; unknown paths, methods and names are problems")
  func documents() async throws {
    let place = try await open()
    let probe = WebProbe(place.server.port)
    #expect(try await probe.exchange(Self.get("/")).contains("<title>Akkurat</title>"))
    let status = try await probe.exchange(Self.get("/api/v1/status"))
    #expect(status.hasPrefix("HTTP/1.1 200") && StatusDocument(json: WebProbe.body(status)) != nil)
    #expect(status.contains("content-security-policy: default-src 'none'") && !status.contains(Self.token))
    #expect(
      BoardsDocument(json: WebProbe.body(try await probe.exchange(Self.get("/api/v1/boards"))))?.boards.count == 4)
    #expect(PlanDocument(json: WebProbe.body(try await probe.exchange(Self.get("/api/v1/plan")))) != nil)
    let health = try await probe.exchange(Self.get("/healthz"))
    #expect(health.hasPrefix("HTTP/1.1 200") && health.contains(#""status":"ok""#))
    let head = try await probe.exchange(Self.get("/page.css", method: "HEAD"))
    #expect(head.contains("content-length: ") && WebProbe.body(head).isEmpty)
    #expect(try await probe.exchange(Self.get("/nowhere")).hasPrefix("HTTP/1.1 404"))
    let wrong = try await probe.exchange(
      Self.get("/page.css", "Authorization: Bearer \(Self.token)\r\n", method: "DELETE"))
    #expect(wrong.hasPrefix("HTTP/1.1 405") && wrong.contains("allow: GET"))
    #expect(
      try await probe.exchange("GET /api/v1/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        .hasPrefix("HTTP/1.1 421"))
    try await place.close()
  }

  @Test("an answer of HTTP/1.0 ends with its connection; one of HTTP/1.1 stays for the next request")
  func versions() async throws {
    let place = try await open()
    let probe = WebProbe(place.server.port)
    let old = try await probe.exchange("GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
    #expect(old.contains("connection: close") && WebProbe.body(old).contains("ok"))
    let two = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    let both = try await probe.exchange(two + Self.get("/healthz"))
    #expect(both.components(separatedBy: "HTTP/1.1 200").count == 3)
    try await place.close()
  }

  @Test("the rig console takes keys as they come, says the words of the status, and ends with x")
  func console() async throws {
    let place = try await open()
    let probe = WebProbe(place.server.port)
    func type(_ body: String) async throws -> ConsoleDocument {
      let answer = try await probe.exchange(Self.post(body, to: "/api/v1/console"))
      return try #require(ConsoleDocument(json: WebProbe.body(answer)), "\(answer)")
    }
    let first = try await type("{}")
    #expect(!first.text.isEmpty && !first.over && !first.live)
    let session = "\"session\":\"\(first.session)\""
    #expect(try await type("{\(session),\"keys\":\"12\"}").text == "12")
    // The stage may change while it is asked for.
    let before = await place.stage.controller.status().decision.stage
    let power = try await type("{\(session),\"keys\":\"\\u001bp\"}")
    let after = await place.stage.controller.status().decision.stage
    #expect([before, after].contains { power.text.contains($0) } && power.session == first.session, "\(power)")
    #expect(try await type("{\(session),\"keys\":\"x\"}").over)
    let gone = try await probe.exchange(Self.post("{\(session),\"keys\":\"p\"}", to: "/api/v1/console"))
    #expect(gone.hasPrefix("HTTP/1.1 404") && gone.contains("unknown_session"))
    let unasked = try await probe.exchange(Self.get("/api/v1/console", "Content-Length: 2\r\n", method: "POST") + "{}")
    #expect(unasked.hasPrefix("HTTP/1.1 401"))
    try await place.close()
  }

  @Test("an order is tried, given, listed and taken back; who asked stands in the status")
  func orders() async throws {
    let place = try await open()
    let probe = WebProbe(place.server.port)
    let tried = try await probe.exchange(Self.post(#"{"order":"pause","dry_run":true}"#))
    #expect(OverrideAnswer(json: WebProbe.body(tried))?.taken?.order == "pause")
    #expect(await place.stage.controller.status().overrides.isEmpty)
    let given = try await probe.exchange(Self.post(#"{"order":"pause","until_cleared":true}"#))
    let order = try #require(OverrideAnswer(json: WebProbe.body(given))?.overrides.first)
    #expect(order.from == "web" && order.by == "127.0.0.1" && order.leftS == nil)
    #expect(await place.stage.controller.status().overrides.map(\.id) == [order.id])
    let owner = "Authorization: Bearer \(Self.token)\r\n"
    let path = "/api/v1/override/\(order.id)"
    #expect(try await probe.exchange(Self.get(path, method: "DELETE")).hasPrefix("HTTP/1.1 401"))
    #expect(try await probe.exchange(Self.get(path, owner, method: "DELETE")).hasPrefix("HTTP/1.1 200"))
    #expect(try await probe.exchange(Self.get(path, owner, method: "DELETE")).hasPrefix("HTTP/1.1 404"))
    #expect(await place.stage.controller.status().overrides.isEmpty)
    let much = "Content-Length: 9000\r\n\r\n" + String(repeating: " ", count: 9000)
    let long = "POST /api/v1/override HTTP/1.1\r\nHost: localhost\r\n\(owner)\(much)"
    #expect(try await probe.exchange(long).hasPrefix("HTTP/1.1 413"))
    try await place.close()
  }

  @Test("below the floor an order to run is refused with 409 and the reason")
  func floor() async throws {
    let place = try await open(floor: 20)
    let probe = WebProbe(place.server.port)
    var refused = ""
    try await place.stage.eventually {
      refused = try await probe.exchange(Self.post(#"{"order":"boost"}"#))
      return refused.hasPrefix("HTTP/1.1 409") && refused.contains("floor")
    }
    #expect(refused.hasPrefix("HTTP/1.1 409") && refused.contains("application/problem+json"))
    #expect(refused.contains("refused_by_safety") && refused.contains("nothing was switched"))
    try await place.close()
  }

  @Test("a stream begins with everything; one too many is refused politely and has room when another goes")
  func streams() async throws {
    var limits = WebLimits()
    limits.streams = 3
    let place = try await open(limits: limits)
    let probe = WebProbe(place.server.port)
    let request = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
    var lines: [WebLine] = []
    for _ in 0..<3 {
      let line = try await probe.connect()
      try await line.send(request)
      #expect(try await line.receive(until: "event: status\ndata: {").contains("text/event-stream"))
      lines.append(line)
    }
    let refused = try await probe.exchange(request + "", until: "detail")
    #expect(refused.hasPrefix("HTTP/1.1 503") && refused.contains("retry-after: 30"))
    // Sped up, the clock of the rig moves with each look.
    #expect(try await lines[0].receive(until: "event: patch").contains("event: patch"))
    try await lines.removeLast().close()
    let again = try await probe.connect()
    try await place.stage.eventually { try await probe.exchange(request, until: "data: {").contains("200 OK") }
    try await again.close()
    for line in lines { try await line.close() }
    try await place.close()
  }

  @Test("connections that say nothing or half a request go away; one too many is told so")
  func halfOpen() async throws {
    var limits = WebLimits()
    limits.connections = 4
    limits.idle = .seconds(2)
    let place = try await open(limits: limits)
    let probe = WebProbe(place.server.port)
    var lines: [WebLine] = []
    for half in [
      "", "GET", "GET / HTTP/1.1\r\nHost: loc",
      "POST /api/v1/override HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
    ] {
      let line = try await probe.connect()
      if !half.isEmpty { try await line.send(half) }
      lines.append(line)
    }
    let refused = try await probe.connect()
    #expect(try await refused.receive(until: "\r\n\r\n").contains("503 Service Unavailable"))
    for line in lines { #expect(try await line.isClosedByServer()) }
    #expect(try await probe.exchange(Self.get("/healthz")).hasPrefix("HTTP/1.1 200"))
    try await place.close()
  }

  @Test("nonsense is answered with 400 or nothing, and the agent stays")
  func nonsense() async throws {
    let place = try await open()
    let probe = WebProbe(place.server.port)
    let nonsense = [
      "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: localhost\r\nx: " + String(repeating: "y", count: 40_000) + "\r\n\r\n",
      "POST /api/v1/override HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz\r\n",
      "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ]
    for text in nonsense {
      let answer = try await probe.exchange(text, until: "HTTP/1.1 4")
      #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(text.prefix(40)): \(answer.prefix(60))")
    }
    #expect(try await probe.exchange(Self.get("/healthz")).hasPrefix("HTTP/1.1 200"))
    try await place.close()
  }

  @Test("a port that is taken is told, and the rig runs without its page")
  func takenPort() async throws {
    let place = try await open()
    var section = WebSection()
    section.port = place.server.port
    await #expect(throws: WebServerError.self) {
      _ = try await WebServer.open(
        section, of: place.stage.controller, on: place.stage.group.next(),
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }
    try await place.close()
  }
}

extension DemoStage {
  /// Waits for a condition; a busy machine gets its time.
  func eventually(_ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("it did not happen")
  }
}
