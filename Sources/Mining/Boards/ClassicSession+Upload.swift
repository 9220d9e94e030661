internal import Units

/// From a job to a search.
extension ClassicSession {
  mutating func upload(_ job: PoolJob, _ now: Uptime) -> SessionMove {
    guard case .idle = state else { return .idle.reporting(.lost(.notReady)) }
    retry.succeeded()
    return go(to: .checking(ClassicUpload(job, commands(for: job), now)))
  }

  /// `D` is sent when the board may not know the difficulty: a reset between jobs takes it back to 10 unseen, which does
  /// no harm below 10.
  private func commands(for job: PoolJob) -> [[UInt8]] {
    let isKnown = job.difficulty == knownDifficulty && job.difficulty <= 10
    guard layout.hasDifficulty, !isKnown else { return layout.commands(for: job) }
    let digits = job.difficulty < 10 ? "0\(job.difficulty)" : "\(job.difficulty)"
    return [Array("D\(digits)".utf8)] + layout.commands(for: job)
  }

  mutating func check(_ status: ClassicStatus?, _ upload: ClassicUpload, _ now: Uptime) -> SessionMove {
    guard let status else { return garbled(now) }
    if status.isCleared && !upload.isFirst { return go(to: .doubtingReset) }
    guard !status.acceptsPayload else {
      retry.succeeded()
      return go(to: .writing(upload))
    }
    let limit = upload.isFirst ? timing.foreignSearchLimit : timing.commandLimit
    guard now - upload.since < limit else { return go(to: .doubtingEars(nil)) }
    // A command takes the board some ten microseconds: ask again at once before sleeping for it.
    if upload.refusals < 3 { return go(to: .checking(upload.refused())) }
    return go(to: .checking(upload), at: now + (upload.isFirst ? timing.foreignSearchPoll : timing.commandTime))
  }

  mutating func written(_ upload: ClassicUpload, _ now: Uptime) -> SessionMove {
    retry.succeeded()
    if let next = upload.advanced(now) { return go(to: .checking(next)) }
    if layout.hasDifficulty { knownDifficulty = upload.job.difficulty }
    let limit = timing.longestSearch(layout.hasDifficulty ? upload.job.difficulty : hardestDifficulty)
    state = .searching(ClassicSearch(upload.job, since: now, until: now + limit))
    return .poll(notBefore: now + timing.shortestSearch)
  }
}
