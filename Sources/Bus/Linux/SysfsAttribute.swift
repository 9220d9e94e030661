internal import Glibc

/// One text attribute of sysfs. The kernel makes the text anew at each read; it is short and never blocks for long.
public struct SysfsAttribute: Sendable {
  /// The file.
  public let path: String

  /// An attribute by its path; nothing is opened yet.
  public init(path: String) {
    self.path = path
  }

  /// The attribute's text without surrounding blanks and newline, at most 256 bytes.
  public func read() throws(BusError) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.error(opening: path) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count >= 0 else {
      let code = errno
      throw .system(operation: "reading \(path)", errno: code, reason: String(cString: strerror(code)))
    }
    let bytes = buffer[..<count].filter { $0 != 0 }
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    let head = bytes.drop(while: { blanks.contains($0) })
    let tail = head.reversed().drop(while: { blanks.contains($0) }).reversed()
    return String(decoding: Array(tail), as: UTF8.self)
  }

  private static func error(opening path: String) -> BusError {
    let code = errno
    return .cannotOpen(path: path, errno: code, reason: String(cString: strerror(code)))
  }
}
