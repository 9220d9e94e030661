import Agent
import ArgumentParser
import Foundation
import Mining
import NIOCore
import NIOPosix
import Simulator
import Synchronization
import Testing
import Units

@testable import akkurat

/// Against a server on loopback that gives recorded answers, and against the simulated pool's own service.
@Suite("perf and miners ask a server", .serialized)
struct AccountServerTests {
  static let good = WebServiceAnswer(
    body: #"{"result":{"balance":{"balance":7.25,"username":"sun"},"miners":[{"accepted":44,"algorithm":"DUCO-S1","#
      + #""diff":6,"hashrate":190.5,"identifier":"shed","ki":1,"pool":"p","rejected":0,"sharetime":1.5,"#
      + #""software":"Akkurat 0.1.0","threadid":"1","username":"sun","wd":"12"}],"transactions":[]},"#
      + #""server":"duino-master-1","success":true}"#)

  /// A calendar that tests set.
  final class Clock: Sendable {
    private let time = Mutex(UnixTime(seconds: 1_790_000_000))
    var now: UnixTime { time.withLock { $0 } }
    func pass(_ length: Duration) { time.withLock { $0 = $0 + length } }
  }

  func withService(
    _ script: [WebServiceAnswer], _ body: (SimulatedWebService, AskingShelf, Clock) async throws -> Void
  ) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let web = try await SimulatedWebService.start(poolPort: nil, keys: ["sun": nil], on: group.next())
    try await web.script(script)
    let directory = FileManager.default.temporaryDirectory.appending(path: "akkurat-shelf-\(UUID())").path()
    let shelf = AskingShelf(AccountService(base: web.address, fetcher: WebClient(on: group)), directory: directory)
    try await body(web, shelf, Clock())
    try await web.stop()
    try await group.shutdownGracefully()
    try? FileManager.default.removeItem(atPath: directory)
  }

  @Test("two programs share answers and limits: one request for both within 20 s")
  func shared() async throws {
    try await withService([Self.good]) { web, shelf, clock in
      for _ in 0..<5 {
        guard case .answer(let answer, _) = await shelf.answer(on: "sun", maximumAge: .seconds(20), now: { clock.now })
        else {
          Issue.record("no answer")
          return
        }
        #expect(answer.balance == 7.25 && answer.miners.map(\.name) == ["shed"])
        clock.pass(.seconds(4))
      }
      #expect(await asked(web) == ["/users/sun?limit=5"])
      guard case .tooEarly = await shelf.answer(on: "moon", maximumAge: .seconds(20), now: { clock.now + .seconds(-5) })
      else {
        Issue.record("asked for another user too early")
        return
      }
      clock.pass(.seconds(1))
      _ = await shelf.answer(on: "sun", maximumAge: .seconds(20), now: { clock.now })
      #expect(await asked(web).count == 2)
    }
  }

  @Test("a server that says 429 with Retry-After is left alone so long, by a program started anew too")
  func tooMany() async throws {
    var tooMany = WebServiceAnswer.tooMany
    tooMany.retryAfter = "2000"
    try await withService([tooMany, Self.good]) { web, shelf, clock in
      guard
        case .problem(.refused(429, .seconds(2000)), let pause) = await shelf.answer(
          on: "sun", maximumAge: .zero, now: { clock.now })
      else {
        Issue.record("no refusal")
        return
      }
      #expect((2000...2200).contains(pause.inSeconds))
      for _ in 0..<30 {
        clock.pass(.seconds(60))
        _ = await shelf.answer(on: "sun", maximumAge: .zero, now: { clock.now })
      }
      #expect(await asked(web).count == 1)
      clock.pass(.seconds(600))
      guard case .answer = await shelf.answer(on: "sun", maximumAge: .zero, now: { clock.now }) else {
        Issue.record("no answer after the pause")
        return
      }
    }
  }

  @Test("who asks the whole day for a user that does not exist is never banned")
  func neverBanned() async throws {
    try await withService([]) { web, shelf, clock in
      for _ in 0..<(24 * 60) {
        _ = await shelf.answer(on: "nobody", maximumAge: .zero, now: { clock.now })
        clock.pass(.seconds(60))
      }
      // The simulated server never forgets a failure, the real one does after a while: what counts is the distance.
      #expect(await asked(web).count <= 24 * 5)
    }
  }

  /// Runs a command as a shell would, in a thread of its own.
  func run(_ arguments: [String]) async -> Int32 {
    (try? await PseudoTerminal(arguments).end()) ?? -1
  }

  /// What the service was asked so far.
  func asked(_ web: SimulatedWebService) async -> [String] { (try? await web.requests()) ?? [] }

  @Test("exit codes: 0 with an answer, 64 for no such user, 75 refused or too early, 69 nobody there")
  func exitCodes() async throws {
    try await withService([]) { web, _, _ in
      #expect(await run(["perf", "sun", "--once", "--api", web.address]) == 0)
      #expect(await run(["miners", "sun", "--once", "--json", "--api", web.address, "--socket", "/nowhere"]) == 0)
      #expect(await run(["perf", "moon", "--once", "--api", web.address]) == 75)
      #expect(await asked(web).count == 1)
    }
    try await withService([]) { web, _, _ in
      #expect(await run(["perf", "nobody", "--once", "--api", web.address]) == 64)
    }
    try await withService([.tooMany]) { web, _, _ in
      #expect(await run(["perf", "sun", "--once", "--api", web.address]) == 75)
    }
    // Another address each time: the pace of a service outlives the test, and "too early" would be the answer.
    let nobody = "http://127.0.\(Int.random(in: 1...250)).\(Int.random(in: 1...250)):9"
    #expect(await run(["perf", "sun", "--once", "--api", nobody]) == 69)
    #expect(await run(["perf", "--socket", "/nowhere", "--once"]) == 64)
    #expect(await run(["perf", "sun", "--tick", "10 s"]) == 64)
    #expect(await run(["miners", "sun", "--api", "ftp://x"]) == 64)
  }

  @Test("on the simulated rig: the server sees every board by its own name, and is asked once")
  func onTheRig() async throws {
    let stage = try await SimulatedStage.open(["--speed", "30", "--start-full", "--boards", "3", "--battery", "300 Ah"])
    try await stage.eventually("shares of all") { $0.boards.allSatisfy { $0.accepted >= 4 } }
    let terminal = try PseudoTerminal(["miners", "--socket", stage.socketPath, "--no-log"], width: 110)
    let text = try await terminal.wait(for: "The server sees all 3 connected boards of the rig.")
    for board in ["demo-b1", "demo-b2", "demo-b3"] { #expect(text.contains(board)) }
    let place = terminal.text.count
    terminal.type("?")
    _ = try await terminal.wait(for: "server's order", after: place)
    terminal.type("x")
    #expect(try await terminal.end() == 0)
    #expect(terminal.text.hasSuffix("\u{1B}[?1049l"))
    #expect(try await stage.web.requests().filter { $0.hasPrefix("/users") } == ["/users/sun?limit=5"])
    try await stage.close()
  }

  @Test("perf in a terminal: rows, keys at once, and the log written at the end")
  func perfRun() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "akkurat-perf-\(UUID())").path()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try await withService([Self.good]) { web, _, _ in
      let terminal = try PseudoTerminal(["perf", "sun", "--api", web.address, "--log", directory])
      let before = terminal.mode
      _ = try await terminal.wait(for: "     191       1")
      terminal.type("b")
      _ = try await terminal.wait(for: "sun has 7.250000 DUCO.")
      terminal.signal(SIGTERM)
      #expect((try? await terminal.end()) == 0)
      #expect(terminal.mode == before)
      let files = try FileManager.default.contentsOfDirectory(atPath: directory)
      #expect(files.count == 1 && files[0].hasPrefix("perf-sun-"))
      let log = try String(contentsOfFile: "\(directory)/\(files[0])", encoding: .utf8)
      #expect(log.hasPrefix("# user sun, \(web.address)") && log.contains("191       1"))
    }
  }
}
