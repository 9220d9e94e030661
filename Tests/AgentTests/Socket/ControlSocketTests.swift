import Foundation
import Glibc
import NIOCore
import NIOPosix
import Testing
import Units

@testable import Agent

@Suite("The control socket", .serialized)
struct ControlSocketTests {
  /// Says who asked and with what.
  struct Echo: ControlOperation {
    struct Body: Decodable { var number: Int }

    let name = "echo"

    func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
      .line("\(try call.body(Body.self).number) from \(call.peer.name)")
    }
  }

  /// Counts until the client goes.
  struct Count: ControlOperation {
    let name = "count"

    func answer(_ call: ControlCall) async throws(ControlRefusal) -> ControlReply {
      let (stream, lines) = AsyncStream<String>.makeStream(bufferingPolicy: .unbounded)
      for number in 0..<3 { lines.yield("\(number)") }
      return .stream(stream)
    }
  }

  struct Request: Encodable {
    var v = 1
    var op = "echo"
    var number: Int? = 0
  }

  let path = FileManager.default.temporaryDirectory.appending(path: "akkurat-\(UUID()).sock").path()

  func withSocket(
    _ limits: ControlLimits = ControlLimits(), _ body: @escaping @Sendable (ControlClient) throws -> Void
  ) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let socket = try await ControlSocket.open(
      at: path, on: group, responder: ControlDesk([Echo(), Count()]), limits: limits)
    let client = ControlClient(path: path, patience: .seconds(20))
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      Thread.detachNewThread { done.resume(with: Result { try body(client) }) }
    }
    await socket.close()
    try await group.shutdownGracefully()
  }

  /// Sends raw bytes and reads until the agent closes or so many lines have come.
  static func talk(_ client: ControlClient, _ text: String, lines: Int) throws -> [String] {
    let descriptor = try client.connected(patience: .seconds(20))
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    var received: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while received.count(where: { $0 == 0x0A }) < lines {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { break }
      received += chunk[..<count]
    }
    return String(decoding: received, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test("owner and group may use it and nobody else; the kernel says who asks")
  func peer() async throws {
    let path = path
    try await withSocket { client in
      var about = stat()
      #expect(stat(path, &about) == 0 && about.st_mode & 0o777 == 0o660)
      let answer = try client.ask(Request(number: 5))
      #expect(answer == "5 from \(ControlPeer.own.name)")
    }
  }

  @Test("answers come in the order of the requests, and a stream ends when something else is asked")
  func order() async throws {
    try await withSocket { client in
      let echo = (1...5).map { "{\"v\":1,\"op\":\"echo\",\"number\":\($0)}\n" }.joined()
      let answers = try Self.talk(client, echo, lines: 5)
      #expect(answers.map { $0.prefix(1) } == ["1", "2", "3", "4", "5"])
      let stream = try Self.talk(client, "{\"v\":1,\"op\":\"count\"}\n", lines: 3)
      #expect(stream == ["0", "1", "2"])
    }
  }

  @Test("what cannot be understood is refused with a code, and the connection stays")
  func refusals() async throws {
    try await withSocket { client in
      let text = "hello\n{\"v\":2,\"op\":\"echo\"}\n{\"v\":1,\"op\":\"dance\"}\n{\"v\":1,\"op\":\"echo\"}\n"
      let codes = try Self.talk(client, text, lines: 4).map { ControlRefusal(json: $0)?.error.code }
      #expect(codes == ["not_understood", "wrong_version", "unknown_op", "not_understood"])
    }
  }

  @Test("too long, too fast and too many clients are refused and closed")
  func limits() async throws {
    var limits = ControlLimits()
    limits.requestBytes = 1000
    limits.burst = 5
    limits.connections = 2
    try await withSocket(limits) { client in
      let long = try Self.talk(client, String(repeating: "x", count: 2000), lines: 9)
      #expect(long.compactMap { ControlRefusal(json: $0)?.error.code } == ["too_long"])
      let fast = try Self.talk(client, String(repeating: "{\"v\":1,\"op\":\"dance\"}\n", count: 30), lines: 99)
      #expect(fast.compactMap { ControlRefusal(json: $0)?.error.code }.last == "too_fast" && fast.count <= 7)
      let open = try [client.connected(patience: nil), client.connected(patience: nil)]
      defer { for descriptor in open { close(descriptor) } }
      let third = try Self.talk(client, "", lines: 1)
      #expect(third.compactMap { ControlRefusal(json: $0)?.error.code } == ["too_many_clients"])
    }
  }

  @Test("a silent client is sent away")
  func idle() async throws {
    var limits = ControlLimits()
    limits.idle = .milliseconds(200)
    try await withSocket(limits) { client in
      let answers = try Self.talk(client, "", lines: 1)
      #expect(answers.isEmpty)
    }
  }

  @Test("an unknown group is told before anything opens")
  func group() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    await #expect(throws: ControlSocketError.self) {
      _ = try await ControlSocket.open(at: path, owners: "no-such-group", on: group, responder: ControlDesk())
    }
    try await group.shutdownGracefully()
  }
}
