internal import Glibc

/// A stream socket of this machine. Blocking; closed with its last reference.
final class UnixConnection: Sendable {
  private let descriptor: Int32

  /// Takes an open descriptor over.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Connects; nil with errno set if that fails.
  convenience init?(path: String) {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    guard Self.withAddress(path, { Glibc.connect(descriptor, $0, $1) }) == 0 else {
      let reason = errno
      Glibc.close(descriptor)
      errno = reason
      return nil
    }
    self.init(descriptor: descriptor)
  }

  deinit { Glibc.close(descriptor) }

  /// Wakes whoever waits on this connection, for ever.
  func hangUp() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Sends everything. False if the other side has gone.
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { memory in
        Glibc.send(descriptor, memory.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Exactly so many bytes, or nil if the other side has gone.
  func receive(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var received = 0
    while received < count {
      let more = bytes.withUnsafeMutableBytes { memory in
        recv(descriptor, memory.baseAddress! + received, count - received, 0)
      }
      if more < 0 && errno == EINTR { continue }
      guard more > 0 else { return nil }
      received += more
    }
    return bytes
  }

  /// Lends the address of a path; -1 with errno set if it is too long (107 bytes).
  static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.utf8)
    guard name.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return -1
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
