#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The last good node in a file of one line, `host:port`. Written beside and renamed, so a power cut leaves the old or
/// the new one.
public struct NodeCache: Sendable, Hashable {
  private let path: String

  /// A cache in a file whose folder exists.
  public init(path: String) { self.path = path }

  /// The node stored last; nil when there is none or the file is damaged.
  public func load() -> PoolNode? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = fread(&bytes, 1, bytes.count, file)
    let line = bytes[..<count].prefix { $0 >= 0x20 && $0 < 0x7f }
    return try? PoolNode(parsing: String(decoding: line, as: UTF8.self))
  }

  /// Stores a node.
  ///
  /// - Throws: ``PoolError/cannotStore(path:errno:)``.
  public func store(_ node: PoolNode) throws(PoolError) {
    guard load() != node else { return }
    let beside = path + ".new"
    guard let file = fopen(beside, "w") else { throw .cannotStore(path: path, errno: errno) }
    let isWritten = fputs("\(node)\n", file) >= 0 && fflush(file) == 0 && fsync(fileno(file)) == 0
    guard fclose(file) == 0, isWritten, rename(beside, path) == 0 else {
      throw .cannotStore(path: path, errno: errno)
    }
  }
}
