import Synchronization
import Testing
import Units

@testable import Mining

/// Answers from a list, in order; the last one again and again. No answer: the service cannot be reached.
final class ScriptedWeb: WebFetching, Sendable {
  private let state: Mutex<(answers: [String?], asked: [String])>
  init(_ answers: [String?]) { state = Mutex((answers, [])) }
  var asked: [String] { state.withLock { $0.asked } }

  func get(_ address: String) async throws(PoolError) -> WebAnswer {
    let answer: String? = state.withLock { state in
      state.asked.append(address)
      return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
    }
    guard let answer else { throw .unreachable(what: "test", reason: "unplugged") }
    if answer.hasPrefix("<429") { return WebAnswer(status: 429, body: Array(answer.utf8)) }
    return WebAnswer(status: 200, body: Array(answer.utf8))
  }
}

/// A clock that stands still unless somebody sleeps.
final class SleepingClock: Timebase, Sendable {
  private let state = Mutex<(now: Uptime, naps: [Double])>((.zero, []))
  let speed = 1.0
  var now: Uptime { state.withLock { $0.now } }
  var naps: [Double] { state.withLock { $0.naps } }
  func sleep(_ length: Duration) {
    state.withLock { state in
      state.now = state.now + length
      state.naps.append(length.inSeconds)
    }
  }
}

@Suite("The directory of pool nodes")
struct NodeDirectoryTests {
  static let good = #"{"client":"1.2.3.4","ip":"node.example","name":"n","port":6000,"server":"m","success":true}"#
  static let none = #"{"message":"reduce() of empty iterable with no initial value","success":false}"#

  func directory(
    _ web: ScriptedWeb, _ clock: SleepingClock, configured: [PoolNode] = [], cache: NodeCache? = nil
  ) -> NodeDirectory {
    NodeDirectory(
      configured: configured, cache: cache, fetcher: web, timebase: clock, sleep: { clock.sleep($0) })
  }

  @Test("gives the node that the directory names")
  func named() async throws {
    let web = ScriptedWeb([Self.good])
    let nodes = await directory(web, SleepingClock()).nodes(isRetry: false)
    #expect(nodes == [try PoolNode(host: "node.example", port: 6000, name: "n")])
    #expect(web.asked == ["https://server.duinocoin.com/getPool"])
  }

  @Test("waits 2, 4, 8 … 120 s between failures when nothing else is known, and 15 min after a refusal")
  func backoff() async throws {
    let clock = SleepingClock()
    let web = ScriptedWeb([nil, Self.none, "<html>", "<429>", nil, nil, nil, nil, Self.good])
    #expect(await directory(web, clock).nodes(isRetry: false).count == 1)
    #expect(clock.naps == [2, 4, 8, 900, 32, 64, 120, 120])
  }

  @Test("falls back on the last good node of a file, which survives a damaged write")
  func cached() async throws {
    let path = "/tmp/akkurat-node-\(UInt32.random(in: 0 ... .max))"
    let cache = NodeCache(path: path)
    #expect(cache.load() == nil)
    _ = await directory(ScriptedWeb([Self.good]), SleepingClock(), cache: cache).nodes(isRetry: false)
    let nodes = await directory(ScriptedWeb([nil]), SleepingClock(), cache: cache).nodes(isRetry: false)
    #expect(nodes.map(\.description) == ["node.example:6000"])
    #expect(throws: PoolError.self) { try NodeCache(path: "/nowhere/at/all").store(nodes[0]) }
  }

  @Test("uses the owner's nodes without asking, and asks only when they fail")
  func configured() async throws {
    let own = [try PoolNode(parsing: "10.0.0.1:2811"), try PoolNode(parsing: "[fe80::1]:2812")]
    let web = ScriptedWeb([Self.good])
    let directory = directory(web, SleepingClock(), configured: own)
    #expect(await directory.nodes(isRetry: false) == own)
    #expect(web.asked.isEmpty)
    #expect(
      await directory.nodes(isRetry: true).map(\.description) == [
        "10.0.0.1:2811", "[fe80::1]:2812", "node.example:6000",
      ])
  }

  @Test("does not ask more than once a minute after success")
  func gentle() async throws {
    let clock = SleepingClock()
    let directory = directory(ScriptedWeb([Self.good]), clock)
    for _ in 0..<3 { _ = await directory.nodes(isRetry: true) }
    #expect(clock.naps == [60, 60])
  }

  @Test(
    "an answer without success, host or port is no node",
    arguments: [
      #"{"ip":"a","port":6000}"#, #"{"ip":"a","port":6000,"success":1}"#, #"{"ip":"","port":6000,"success":true}"#,
      #"{"ip":"a","port":"6000","success":true}"#, #"{"ip":"a","port":70000,"success":true}"#,
      #"{"ip":"a b","port":6000,"success":true}"#, #"{"port":6000,"success":true}"#, "[]", "true",
    ])
  func invalid(text: String) throws {
    let json = try #require(JSONValue(Array(text.utf8)))
    #expect(throws: PoolError.self) { try NodeDirectory.node(in: json) }
  }

  @Test(
    "nodes are host:port and nothing else", arguments: ["", "pool", "pool:", "pool:0", "pool:65536", ":6000", "a/b:1"])
  func unusable(text: String) { #expect(throws: PoolError.self) { try PoolNode(parsing: text) } }
}

@Suite("The check of the account")
struct AccountCheckTests {
  static let user = #"{"result":{"balance":{},"miners":[],"transactions":[]},"success":true,"server":"m"}"#

  func outcome(_ answers: [String?], key: String? = "k/1 ") async throws -> (AccountCheck.Outcome, [String]) {
    let web = ScriptedWeb(answers)
    let account = try PoolAccount(username: "rev.ox", miningKey: key.map { String($0.filter { $0 != " " }) })
    let check = AccountCheck(account, base: "https://x", fetcher: web, timebase: SleepingClock())
    let outcome = await check.outcome()
    #expect(await check.outcome() == outcome)
    return (outcome, web.asked)
  }

  @Test("a right key is confirmed by two requests, made once, with the key quoted")
  func right() async throws {
    let (outcome, asked) = try await outcome([Self.user, #"{"has_key":true,"success":true}"#])
    #expect(outcome == .confirmed)
    #expect(asked == ["https://x/users/rev.ox?limit=1", "https://x/mining_key?u=rev.ox&k=k%2F1"])
  }

  @Test("success false with has_key true is a wrong key: mining stops with the reason")
  func wrong() async throws {
    let wrong = #"{"success":false,"has_key":true}"#
    #expect(try await outcome([Self.user, wrong]).0 == .stop(.wrongMiningKey("rev.ox")))
    #expect(try await outcome([Self.user, wrong], key: nil).0 == .stop(.missingMiningKey("rev.ox")))
  }

  @Test("an account without a key needs none")
  func none() async throws {
    #expect(try await outcome([Self.user, #"{"success":true,"has_key":false}"#], key: nil).0 == .confirmed)
  }

  @Test("an unknown or banned user stops mining and the key is not asked for")
  func unknown() async throws {
    let unknown = #"{"message":"This user doesn't exist (users v1): rev.ox","success":false,"server":"m"}"#
    let (outcome, asked) = try await outcome([unknown])
    #expect(outcome == .stop(.unknownUser("rev.ox")))
    #expect(asked.count == 1)
    let banned = #"{"message":"User banned","success":false}"#
    #expect(try await self.outcome([banned]).0 == .stop(.refused(.userBanned)))
  }

  @Test(
    "what cannot be checked is said in a plain sentence and not asked again", arguments: [nil, "<429>", "<html>", "{}"])
  func unchecked(answer: String?) async throws {
    let (outcome, asked) = try await outcome([answer])
    guard case .unchecked(let words) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(words.hasPrefix("The account was not checked."))
    #expect(!words.contains("k/1"))
    #expect(asked.count == 1)
  }
}

@Suite("The reader of JSON")
struct JSONValueTests {
  @Test("reads what the standard allows")
  func valid() {
    let text = #" {"a":[1,-2.5e3,true,false,null,"x\n\u00e4\ud83d\ude00"],"b":{}, "c" : [] } "#
    #expect(
      JSONValue(Array(text.utf8))
        == .object([
          "a": .array([.number(1), .number(-2500), .bool(true), .bool(false), .null, .string("x\nä😀")]),
          "b": .object([:]), "c": .array([]),
        ]))
  }

  @Test(
    "refuses what it does not",
    arguments: [
      "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "nul", "tru", "\"a", "\"\\x\"",
      "\"\\ud83d\"", "\"\\u12g4\"", "[1 2]", "{\"a\" 1}", "1 2", "\"\u{1}\"", "NaN", "1e999", "<!doctype html>",
    ])
  func invalid(text: String) { #expect(JSONValue(Array(text.utf8)) == nil) }

  @Test("refuses bytes that are no text and depth without end")
  func hostile() {
    #expect(JSONValue([0x22, 0xff, 0x22]) == nil)
    #expect(JSONValue([UInt8](repeating: 0x5b, count: 100_000)) == nil)
    var random = JitterSource(seed: 1)
    let alphabet = Array("{}[]\",:0123456789.eE+-truefalsn\\u d".utf8)
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...30, using: &random)
      _ = JSONValue((0..<length).map { _ in alphabet.randomElement(using: &random)! })
    }
  }
}
