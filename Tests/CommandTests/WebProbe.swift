import Foundation
import Glibc

/// A client that sends bytes as they are, and shows what comes back.
struct WebProbe {
  private let port: Int

  init(_ port: Int) { self.port = port }

  /// An open connection.
  func connect() async throws -> WebLine {
    let port = port
    return try await WebLine.open(port)
  }

  /// Sends bytes and returns all that comes until the other side closes, or until some text.
  func exchange(_ text: String, until end: String? = nil) async throws -> String {
    let line = try await connect()
    try? await line.send(text)
    let answer = try await line.receive(until: end)
    try? await line.close()
    return answer
  }

  /// What stands behind the head.
  static func body(_ answer: String) -> String {
    answer.range(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
  }
}

/// One connection of a ``WebProbe``, on blocking sockets and threads of its own.
final class WebLine: Sendable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  static func open(_ port: Int) async throws -> WebLine {
    try await blocking {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var wait = timeval(tv_sec: 30, tv_usec: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard result == 0 else { throw POSIXError(.ECONNREFUSED) }
      return WebLine(descriptor)
    }
  }

  func send(_ text: String) async throws {
    let descriptor = descriptor
    try await Self.blocking {
      let bytes = Array(text.utf8)
      guard Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
        throw POSIXError(.EPIPE)
      }
    }
  }

  /// What comes until some text, or until the other side closes or is silent for 30 s.
  func receive(until end: String?) async throws -> String {
    let descriptor = descriptor
    return try await Self.blocking {
      var bytes: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 65536)
      while true {
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { break }
        bytes += chunk[..<count]
        if let end, String(decoding: bytes, as: UTF8.self).contains(end) { break }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Whether the other side closes within 30 s.
  func isClosedByServer() async throws -> Bool {
    let descriptor = descriptor
    return try await Self.blocking {
      var chunk = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return count == 0 || errno == ECONNRESET }
      }
    }
  }

  func close() async throws { Glibc.close(descriptor) }

  private static func blocking<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer
  {
    try await withCheckedThrowingContinuation { done in
      Thread.detachNewThread { done.resume(with: Result(catching: work)) }
    }
  }
}
