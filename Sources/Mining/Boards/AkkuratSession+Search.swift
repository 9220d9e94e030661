internal import Units

/// From a job to an answer.
extension AkkuratSession {
  mutating func sent(_ upload: AkkuratUpload, _ now: Uptime) -> SessionMove {
    if let next = upload.advanced { return go(to: .uploading(next)) }
    retry.succeeded()
    let deadline = now + timing.longestSearch(upload.job.difficulty)
    return wait(AkkuratSearch(upload: upload, since: now, deadline: deadline), now)
  }

  private mutating func wait(_ search: AkkuratSearch, _ now: Uptime) -> SessionMove {
    state = .searching(search)
    let next = timing.nextPoll(after: now - search.since, chipRate: chipRate, limit: rateLimit)
    // A rate is what the board says: a false one must not put the look off past the end of the search.
    return .poll(notBefore: min(search.since + next, search.deadline))
  }

  /// The first byte has no checksum: whatever it says, only a whole report ends a search.
  mutating func poll(_ bytes: [UInt8], _ search: AkkuratSearch, _ now: Uptime) -> SessionMove {
    guard let head = bytes.first.flatMap(AkkuratReport.head) else { return go(to: .reading(search)) }
    guard head.state == .searching, head.tag == search.upload.tag, now < search.deadline else {
      return go(to: .reading(search))
    }
    retry.succeeded()
    return wait(search, now)
  }

  mutating func read(_ reply: [UInt8], _ search: AkkuratSearch, _ now: Uptime) -> SessionMove {
    guard let report = frame.payload(reply).flatMap(AkkuratReport.init) else {
      var again = search
      again.rereads += 1
      state = .reading(again)
      return garbled(now)
    }
    guard report.tag == search.upload.tag, report.state != .idle else { return notTaken(report, search, now) }
    retry.succeeded()
    switch report.state {
    case .searching:
      guard now < search.deadline else { return end(.lost(.timedOut)) }
      return wait(search, now)
    case .found where report.nonce > 0: return found(report)
    case .found, .notFound: return rest().reporting(.nothingFound)
    case .aborted, .idle: return repeated(search)
    }
  }

  private mutating func found(_ report: AkkuratReport) -> SessionMove {
    chipRate = report.elapsed > .zero ? HashRate(Double(report.nonce + 1) / report.elapsed.inSeconds) : chipRate
    return rest()
      .reporting(.measured(report.elapsed > .zero ? report.elapsed : nil))
      .reporting(.found(report.nonce, doubtful: false))
  }

  /// Sends the board to sleep until there is something to do: after a job, after one that was stopped, and at the start.
  mutating func rest() -> SessionMove { sleepsBetweenJobs ? go(to: .resting) : becomeReady() }

  /// The report of another job: the board refused this one, or has reset itself since.
  private mutating func notTaken(_ report: AkkuratReport, _ search: AkkuratSearch, _ now: Uptime) -> SessionMove {
    guard report.wasRefused || report.state != .idle else { return begin().reporting(.rebooted) }
    return repeated(search)
  }

  private mutating func repeated(_ search: AkkuratSearch) -> SessionMove {
    guard retry.next() != nil else { return end(.lost(.garbled)) }
    return go(to: .uploading(search.upload.restarted))
  }
}
