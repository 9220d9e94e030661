internal import Mining

/// What a board is doing, in the words every face shows.
enum BoardWord {
  /// A word or a clause without a full stop.
  static func text(for state: BoardStatus.State) -> String {
    switch state {
    case .off: "off"
    case .starting: "starting"
    case .identifying: "being asked who it is"
    case .ready: "waiting for a job"
    case .working(let job, _): "mining at difficulty \(job.work.difficulty)"
    case .holding: "done early, resting until the pool takes the share"
    case .testing: "running a self-test"
    case .unreachable: "cannot be reached"
    case .deaf: "deaf until its power is cycled"
    case .quarantined: "in quarantine"
    }
  }
}
