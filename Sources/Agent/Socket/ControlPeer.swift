internal import Glibc

/// Who is at the other end of the socket, as the kernel vouches for it.
///
/// Source: `SO_PEERCRED`, unix(7): the credentials of the process at the time of connect(2).
public struct ControlPeer: Sendable, Hashable {
  /// The process.
  public var process: Int32
  /// The user.
  public var user: UInt32

  /// How a face inside of the process calls whom it has let in; nil: by the system's name of the user.
  public var given: String?

  /// A peer by its numbers.
  public init(process: Int32, user: UInt32) {
    self.process = process
    self.user = user
  }

  /// Somebody whom a face inside of the process has let in: `serial line`, `password holder`.
  public init(named name: String) {
    self.init(process: getpid(), user: getuid())
    given = name
  }

  /// The agent itself, for faces inside of the process.
  public static var own: ControlPeer { ControlPeer(process: getpid(), user: getuid()) }

  /// The user's name, or `uid 1000` where it has none.
  public var name: String {
    if let given { return given }
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var memory = [CChar](repeating: 0, count: 4096)
    guard getpwuid_r(user, &entry, &memory, memory.count, &found) == 0, found != nil, let name = entry.pw_name else {
      return "uid \(user)"
    }
    return String(cString: name)
  }
}
