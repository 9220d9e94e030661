internal import Units

/// From a search to an answer.
extension ClassicSession {
  mutating func poll(_ status: ClassicStatus?, _ before: ClassicSearch, _ now: Uptime) -> SessionMove {
    guard let status else { return garbled(now) }
    retry.succeeded()
    var search = before
    if status.isCleared { return go(to: .doubtingReset) }
    if status.isBusy { return stillBusy(&search, now) }
    search.sawEnd(now)
    if !status.acceptsPayload { return almostDone(&search, now) }
    // `I` without a version letter: somebody probed the bus with a write, which clears `C` but keeps the answer.
    search.isDoubtful = status.isIdle
    return go(to: .fetching(search))
  }

  private mutating func stillBusy(_ search: inout ClassicSearch, _ now: Uptime) -> SessionMove {
    guard !search.isOverdue(now) else {
      // A deaf board may show a stale `B` for ever: its `R` tells.
      search.isDoubtful = true
      return go(to: .fetching(search))
    }
    search.sawBusy(now)
    state = .searching(search)
    return .poll(notBefore: now)
  }

  /// `C?O` is seen for about a millisecond after the end.
  private mutating func almostDone(_ search: inout ClassicSearch, _ now: Uptime) -> SessionMove {
    guard !search.isOverdue(now - timing.commandLimit) else { return end(.lost(.timedOut)) }
    search.refusals += 1
    guard search.refusals > 3 else { return go(to: .searching(search)) }
    return go(to: .searching(search), at: now + timing.commandTime)
  }

  mutating func fetch(_ bytes: [UInt8], _ search: ClassicSearch, _ now: Uptime) -> SessionMove {
    if ClassicReply.isStale(bytes, after: lastStatus) { return go(to: .doubtingEars(search)) }
    guard search.finished != nil else { return end(.lost(.timedOut)) }
    guard let nonce = ClassicReply.number(bytes) else { return garbled(now) }
    retry.succeeded()
    guard nonce > 0 else { return go(to: .closing).reporting(.nothingFound) }
    return go(to: .timing(search)).reporting(.found(nonce, doubtful: search.isDoubtful))
  }

  mutating func time(_ bytes: [UInt8], _ search: ClassicSearch) -> SessionMove {
    retry.succeeded()
    let told = ClassicReply.number(bytes).map { Duration.milliseconds($0) }
    return go(to: .closing).reporting(.measured(search.plausible(told)))
  }
}
