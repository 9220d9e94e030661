internal import Dispatch
internal import Synchronization
public import Units

/// Writes batches on a thread of its own, so that a slow or broken card never holds up control.
///
/// What cannot be written waits in memory, bounded; a damaged file is set aside and a new one begun. Each change of
/// fortune is told once.
public final class HistoryWriter: Sendable {
  /// Who writes, from when on.
  public struct Run: Sendable {
    /// Name and version of the program.
    public var program: String
    /// Names this boot of the machine.
    public var boot: String
    /// When the run began.
    public var started: Uptime
    /// The calendar then, when it was trusted.
    public var wall: UnixTime?

    /// A run by its parts.
    public init(program: String, boot: String, started: Uptime, wall: UnixTime?) {
      self.program = program
      self.boot = boot
      self.started = started
      self.wall = wall
    }
  }

  /// What became of the writing.
  public enum Outcome: Sendable, Hashable {
    /// Everything is on the card; so many rows were dropped while it was not.
    case written(lost: Int)
    /// It waits in memory.
    case waiting(HistoryError)
    /// The file was damaged and lies at another path now.
    case setAside(path: String, reason: String)
  }

  private let queue = DispatchQueue(label: "history", qos: .utility)
  private let backlog = Mutex(HistoryBacklog())
  /// Only ever locked on ``queue``, for as long as the card takes.
  private let shelf: Mutex<HistoryShelf>
  private let report: @Sendable (Outcome) -> Void

  /// A writer of a file; nothing is opened before the first batch.
  ///
  /// - Parameter report: called on the writer's thread after each attempt.
  public init(
    path: String, retention: HistoryRetention, run: Run, report: @escaping @Sendable (Outcome) -> Void
  ) {
    shelf = Mutex(HistoryShelf(path: path, retention: retention, run: run))
    self.report = report
  }

  /// Takes batches in the order in which they happened. Returns at once.
  public func post(_ batches: [HistoryBatch]) {
    let isIdle = backlog.withLock { backlog in
      for batch in batches { backlog.push(batch) }
      defer { backlog.isBeingWritten = true }
      return !backlog.isBeingWritten
    }
    if isIdle { queue.async { self.drain() } }
  }

  /// Writes what is left and closes the file, as the last thing.
  public func finish(_ batches: [HistoryBatch], at time: Uptime) async {
    post(batches)
    await withCheckedContinuation { continuation in
      queue.async {
        self.drain()
        self.shelf.withLock { $0.close(at: time) }
        continuation.resume()
      }
    }
  }

  private func drain() {
    backlog.withLock { $0.isBeingWritten = false }
    shelf.withLock { shelf in
      while let next = backlog.withLock({ $0.first }) {
        do throws(HistoryError) {
          if let aside = try shelf.write(next.batch) { report(aside) }
        } catch {
          return report(.waiting(error))
        }
        backlog.withLock { $0.written(next.serial) }
      }
      let lost = backlog.withLock { backlog in
        defer { backlog.forgetLosses() }
        return backlog.lost
      }
      report(.written(lost: lost))
    }
  }
}
