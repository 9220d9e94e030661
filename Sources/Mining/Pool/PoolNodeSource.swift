/// Where a fleet learns the pool nodes to connect to, best first.
public protocol PoolNodeSource: Sendable {
  /// The nodes to use now. Returns when it has some; may wait as long as that takes.
  ///
  /// - Parameter isRetry: true when the nodes given before do not work.
  func nodes(isRetry: Bool) async -> [PoolNode]
}

/// Nodes named in the configuration, in its order.
public struct FixedNodes: PoolNodeSource {
  private let list: [PoolNode]

  /// Always these nodes.
  public init(_ list: [PoolNode]) { self.list = list }

  public func nodes(isRetry: Bool) async -> [PoolNode] { list }
}

extension PoolNodeSource where Self == FixedNodes {
  /// Nodes named in the configuration.
  public static func fixed(_ list: [PoolNode]) -> FixedNodes { FixedNodes(list) }
}
