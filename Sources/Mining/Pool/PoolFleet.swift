public import NIOCore
public import Units

/// The rig's workers at the pool: one connection per active board, all on one event loop.
///
///     let fleet = PoolFleet(settings, nodes: .fixed([node]), on: loop, timebase: timebase) { event in … }
///     fleet.connect(worker, PoolWorkerSettings(chip: chip))
///     fleet.wantJob(worker)                    // the board is ready   → event .job(worker, job, dueBy:)
///     fleet.submit(worker, nonce: n, for: job, elapsed: t)           // → event .verdict(worker, verdict)
///
/// Every call may come from any thread and returns at once. Events come on the event loop, in order; they may call
/// the fleet again. Pause a board with ``stopWanting(_:)``: its connection stays for 85 s (a new one costs ten unpaid
/// shares), and the worker comes back by itself when it wants a job later. Leave workers connected while the pool is
/// down: one of them goes on trying for all.
public final class PoolFleet: Sendable {
  private let eventLoop: any EventLoop
  private let driver: NIOLoopBoundBox<PoolFleetDriver>

  /// A fleet without workers.
  ///
  /// - Parameters:
  ///   - nodes: where to connect.
  ///   - seed: of the jitter and the wallet id; the same seed gives the same waits.
  ///   - onEvent: called on the event loop.
  public init(
    _ settings: PoolFleetSettings, nodes: any PoolNodeSource, on eventLoop: any EventLoop, timebase: any Timebase,
    seed: UInt64 = .random(in: 0 ... .max), onEvent: @escaping @Sendable (PoolEvent) -> Void
  ) {
    self.eventLoop = eventLoop
    driver = .makeBoxSendingValue(
      PoolFleetDriver(settings, nodes: nodes, on: eventLoop, timebase: timebase, seed: seed, onEvent: onEvent),
      eventLoop: eventLoop)
  }

  /// Adds a worker and connects it. No effect when it is there.
  public func connect(_ worker: WorkerID, _ settings: PoolWorkerSettings) { put(.connect(worker, settings)) }

  /// Closes a worker's connection and forgets it. A job it had is void.
  public func disconnect(_ worker: WorkerID) { put(.disconnect(worker)) }

  /// The board can start on a job. After a brown-out the same call brings the job that is still held once more.
  public func wantJob(_ worker: WorkerID) { put(.jobWanted(worker)) }

  /// The board cannot take a job now.
  public func stopWanting(_ worker: WorkerID) { put(.jobNotWanted(worker)) }

  /// Sends an answer that the caller has verified. Ignored when the job is void by now.
  ///
  /// - Parameter elapsed: how long the board tried 0...nonce; feeds the smoothed rate that is reported.
  public func submit(_ worker: WorkerID, nonce: Int, for job: PoolJob, elapsed: Duration) {
    put(.nonceFound(worker, nonce, job, elapsed))
  }

  /// The reading that goes with the next JOBs.
  public func setReading(_ reading: PoolReading?) { put(.reading(reading)) }

  /// The owner's limit of connections; nil lifts it. The pool's own limits stay.
  public func limitConnections(to limit: Int?) { put(.connectionLimit(limit)) }

  /// Ends mining for a reason found elsewhere, such as a wrong mining key. Final for this fleet.
  public func stop(_ reason: PoolStopReason) { put(.stop(reason)) }

  /// Everything at this moment.
  public func status() async throws -> PoolFleetStatus {
    try await eventLoop.submit { self.driver.value.status }.get()
  }

  /// Everything at this moment, for callers on the event loop.
  public var statusOnEventLoop: PoolFleetStatus { driver.value.status }

  /// Closes every connection, forgets all workers and ends all timers.
  public func shutDown() async throws {
    try await eventLoop.submit { self.driver.value.shutDown() }.get()
  }

  private func put(_ input: PoolRoster.Input) {
    if eventLoop.inEventLoop {
      driver.value.put(input)
    } else {
      eventLoop.execute { self.driver.value.put(input) }
    }
  }
}
