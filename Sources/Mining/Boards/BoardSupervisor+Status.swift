internal import Units

extension BoardSupervisor {
  /// The board as status pages show it.
  func status(at now: Uptime) -> BoardStatus {
    BoardStatus(
      board: board, state: state, chip: chip, hashRate: meter.rate,
      effectiveHashRate: board.rateLimit == nil ? meter.rate : effective.rate,
      recentBrownOuts: recentBrownOuts(now).count,
      counters: counters)
  }

  private var state: BoardStatus.State {
    switch mode {
    case .off: .off
    case .starting: .starting
    case .active(isReady: true): held.map { .holding($0.job) } ?? .ready
    case .active(isReady: false): working
    case .paused(let failure, let until): .unreachable(failure, retry: until)
    case .deaf: .deaf
    case .quarantined(let reason): .quarantined(reason)
    }
  }

  private var working: BoardStatus.State {
    guard let task else { return .identifying }
    return task.poolJob.map { .working($0, since: task.since) } ?? .testing
  }
}
