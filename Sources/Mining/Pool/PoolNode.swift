/// Where a pool listens.
public struct PoolNode: Sendable, Hashable, CustomStringConvertible {
  /// Host name or address.
  public let host: String
  /// TCP port, 1...65535.
  public let port: Int
  /// The name the directory gives it, if any.
  public let name: String?

  /// A node of checked parts.
  ///
  /// - Throws: ``PoolError/unusableNode(_:)`` for an empty or unprintable host or a port out of range.
  public init(host: String, port: Int, name: String? = nil) throws(PoolError) {
    guard (1...65535).contains(port), (1...253).contains(host.utf8.count),
      host.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != 0x2f && $0 != 0x2c })
    else { throw .unusableNode("\(host):\(port)") }
    self.host = host
    self.port = port
    self.name = name
  }

  /// Reads `host:port`, also `[address]:port`.
  public init(parsing text: String) throws(PoolError) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else {
      throw .unusableNode(text)
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    do { try self.init(host: host, port: port) } catch { throw .unusableNode(text) }
  }

  /// `host:port`
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
