public import Units

/// What the fleet tells the agent.
public enum PoolEvent: Sendable, Hashable {
  /// Work for a board; the answer must be submitted by `dueBy`.
  case job(WorkerID, PoolJob, dueBy: Uptime)
  /// The job is void; an answer to it will not be sent. Say ``PoolFleet/wantJob(_:)`` when the board is free again.
  case withdrawn(WorkerID, PoolJob)
  /// What became of the worker's last share.
  case verdict(WorkerID, ShareVerdict)
  /// A worker's connection moved on.
  case entered(WorkerID, PoolWorkerStage)
  /// Words of the pool for people, once each.
  case message(String)
  /// No worker got through for two minutes: switch the boards off. Leave the workers connected: one of them goes on
  /// trying, and ``poolUp`` tells when it got through.
  case poolDown(since: Uptime)
  /// The pool answers again after ``poolDown(since:)``; all workers come back together.
  case poolUp
  /// The pool counts too many workers: run at most this many. Rises again later; nil when the limit is gone.
  case workerLimit(Int?)
  /// Nothing is tried any more until the owner has changed something.
  case stopped(PoolStopReason)
}

/// Where a worker stands.
public enum PoolWorkerStage: Sendable, Hashable {
  /// No connection: the session ended for want of work, or never began. Comes back when a job is wanted.
  case resting
  /// No connection; the next try is due at a time. The reason is how the last one ended; nil before the first.
  case waiting(until: Uptime, PoolCloseReason?)
  /// No connection; the pool is out of reach and another worker tries for all.
  case waitingForPool
  /// More workers than allowed; this one is left out.
  case overLimit
  /// Connecting or connected.
  case session(PoolSession.Stage)
  /// Stopped for good.
  case stopped(PoolStopReason)
}
