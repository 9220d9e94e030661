internal import Glibc

/// Tells systemd that the agent has started and that its loop goes round, so that one that hangs is restarted.
///
/// Source: sd_notify(3): one datagram with `READY=1`, `WATCHDOG=1` or `STOPPING=1` to the socket in `NOTIFY_SOCKET`; a name that
/// begins with `@` is in the abstract namespace.
public struct ServiceManager: Sendable {
  private let path: String?

  /// The service manager that started this process, if one did.
  public init() { self.init(path: getenv("NOTIFY_SOCKET").map { String(cString: $0) }) }

  init(path: String?) { self.path = path }

  /// Sends a message; nobody listening is no error.
  public func tell(_ message: String) {
    guard let path, path.utf8.count > 1, path.utf8.count < 108 else { return }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    if path.hasPrefix("@") { address.sun_path.0 = 0 }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.utf8.count)
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(message.utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, length)
      }
    }
  }
}
