internal import Synchronization

/// How many clients are connected.
final class ControlConnections: Sendable {
  private let limit: Int
  private let count = Mutex(0)

  init(limit: Int) {
    self.limit = limit
  }

  /// Counts a client; false when there are too many. Every call is followed by one of ``leave()``.
  func enter() -> Bool {
    count.withLock {
      $0 += 1
      return $0 <= limit
    }
  }

  /// A client is gone.
  func leave() { count.withLock { $0 -= 1 } }
}
