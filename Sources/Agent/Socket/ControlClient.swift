internal import Foundation
internal import Glibc

/// The client's side of the control socket: sends one request, waits for one line.
public struct ControlClient: Sendable {
  /// Why there is no answer.
  public enum Failure: Error, Sendable, CustomStringConvertible {
    /// Nobody listens.
    case noAgent(path: String, reason: String)
    /// The socket may not be used by this user.
    case notPermitted(path: String)
    /// The agent was silent for too long or closed the connection.
    case noAnswer(path: String)

    /// A full sentence with the next step.
    public var description: String {
      switch self {
      case .noAgent(let path, let reason):
        "No agent answers on \(path) (\(reason)). Start one with \"akkurat run\", or name its socket with --socket."
      case .notPermitted(let path):
        "This user may not use \(path). Join the socket's group, or use sudo."
      case .noAnswer(let path):
        "The agent on \(path) does not answer. See its log."
      }
    }
  }

  /// The socket.
  public let path: String
  /// The longest wait for an answer.
  public let patience: Duration

  /// A client of a socket.
  public init(path: String, patience: Duration = .seconds(10)) {
    self.path = path
    self.patience = patience
  }

  /// Whether somebody listens.
  var answers: Bool {
    guard let descriptor = try? connected(patience: patience) else { return false }
    Glibc.close(descriptor)
    return true
  }

  /// Sends a request and returns the answer's line.
  public func ask(_ request: some Encodable) throws(Failure) -> String {
    var answer = ""
    try follow(request, patience: patience) { line in
      answer = line
      return false
    }
    return answer
  }

  /// Sends a request that is one line of JSON already, and returns the answer's line.
  public func ask(line: String) throws(Failure) -> String {
    var answer = ""
    try follow(bytes: Array(line.utf8), patience: patience) { line in
      answer = line
      return false
    }
    return answer
  }

  /// Sends a request and hands out line after line, until the callback returns false.
  ///
  /// - Parameter patience: the longest silence; nil waits for ever.
  /// - Throws: ``Failure/noAnswer(path:)`` when the agent closes the connection before the callback has enough.
  public func follow(
    _ request: some Encodable, patience: Duration?, _ take: (String) -> Bool
  ) throws(Failure) {
    guard let body = try? JSONEncoder().encode(request) else { throw .noAnswer(path: path) }
    try follow(bytes: Array(body), patience: patience, take)
  }

  private func follow(bytes: [UInt8], patience: Duration?, _ take: (String) -> Bool) throws(Failure) {
    let descriptor = try connected(patience: patience)
    defer { Glibc.close(descriptor) }
    let line = bytes + [0x0A]
    guard Glibc.send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else {
      throw .noAnswer(path: path)
    }
    var pending: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      while let end = pending.firstIndex(of: 0x0A) {
        let text = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        guard take(text) else { return }
      }
      let count = recv(descriptor, &chunk, chunk.count, 0)
      // A process that was stopped and goes on finds its wait interrupted (signal(7)).
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .noAnswer(path: path) }
      pending += chunk[..<count]
    }
  }

  func connected(patience: Duration?) throws(Failure) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .noAgent(path: path, reason: String(cString: strerror(errno))) }
    var wait = timeval(tv_sec: Int(patience?.components.seconds ?? 0), tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      Glibc.close(descriptor)
      throw .noAgent(path: path, reason: "the path is too long")
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let code = errno
      Glibc.close(descriptor)
      throw code == EACCES ? .notPermitted(path: path) : .noAgent(path: path, reason: String(cString: strerror(code)))
    }
    return descriptor
  }
}
