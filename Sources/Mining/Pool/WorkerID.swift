/// One board as the pool side sees it: one worker, one connection while it is active.
///
/// Numbers are given by the agent (the place of the board in the configuration). Lower numbers connect first and so
/// get the better paid worker ids of the pool.
public struct WorkerID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Place of the board, from 0.
  public let index: Int

  /// The worker of the board at a place.
  public init(_ index: Int) { self.index = index }

  public static func < (left: WorkerID, right: WorkerID) -> Bool { left.index < right.index }

  /// `worker 3`
  public var description: String { "worker \(index)" }
}
