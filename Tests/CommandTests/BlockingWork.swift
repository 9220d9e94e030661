import Foundation

/// Does work that blocks on a thread of its own: Swift's pool has one thread a core, and who blocks one may wait for
/// what would have run there.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { done in
    Thread.detachNewThread { done.resume(with: Swift.Result { try work() }) }
  }
}
