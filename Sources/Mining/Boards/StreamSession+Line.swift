internal import Units

/// A line and its answer.
extension StreamSession {
  mutating func sent(_ line: StreamLine, _ now: Uptime) -> SessionMove {
    if let rest = line.advanced() { return go(to: .sending(rest)) }
    state = .awaiting(line, since: now, lastSilent: now)
    guard case .job = line.purpose else { return .wait(until: now + timing.queryPause) }
    return .poll(notBefore: now + timing.shortestSearch)
  }

  mutating func lookForAnswer(
    _ bytes: [UInt8], _ line: StreamLine, _ since: Uptime, _ silent: Uptime, _ now: Uptime
  ) -> SessionMove {
    guard bytes == [StreamText.end] else {
      let middle = ((silent - since) + (now - since)) / 2
      return go(to: .receiving(line, bytes, elapsed: middle))
    }
    state = .awaiting(line, since: since, lastSilent: now)
    switch line.purpose {
    case .job(let job):
      guard now - since <= timing.longestSearch(job.difficulty) else { return end(.lost(.timedOut)) }
      return .poll(notBefore: now)
    case .query:
      guard now - since > timing.queryLimit else { return .wait(until: now + timing.queryPause) }
      // Deaf, or a firmware without queries, or bytes went astray: a line's end brings an answer from all but the first.
      return go(to: .sending(line.flushing))
    case .flush:
      guard now - since > timing.longestSearch(10) else { return .poll(notBefore: now) }
      return end(.deaf)
    }
  }

  mutating func receive(
    _ bytes: [UInt8], _ line: StreamLine, _ text: [UInt8], _ elapsed: Duration, _ now: Uptime
  ) -> SessionMove {
    if bytes == [StreamText.end] { return complete(line, text, elapsed, now) }
    guard text.count < StreamText.longestAnswer else { return end(.lost(.garbled)) }
    return go(to: .receiving(line, text + bytes, elapsed: elapsed))
  }

  private mutating func complete(
    _ line: StreamLine, _ text: [UInt8], _ elapsed: Duration, _ now: Uptime
  ) -> SessionMove {
    switch line.purpose {
    case .query(.checksum, _): return learnChecksum(text)
    case .query(.temperature, let job): return learnTemperature(text, job)
    case .job: return found(text, elapsed)
    case .flush(.query(.checksum, _)):
      // The firmware answers lines but no queries: as old builds with checksums do.
      return becomeReady()
    case .flush: return line.afterFlush(hasChecksum: hasChecksum).map { go(to: .sending($0)) } ?? becomeReady()
    }
  }

  private mutating func learnChecksum(_ text: [UInt8]) -> SessionMove {
    switch text {
    case [UInt8(ascii: "1")]: hasChecksum = true
    case [UInt8(ascii: "0")]: hasChecksum = false
    default: break
    }
    return becomeReady()
  }

  private mutating func learnTemperature(_ text: [UInt8], _ job: PoolJob?) -> SessionMove {
    let move = job.map { go(to: .sending(.job($0, hasChecksum: hasChecksum))) } ?? becomeReady()
    return StreamText.temperature(text).map { move.reporting(.temperature($0)) } ?? move
  }

  private mutating func found(_ text: [UInt8], _ middle: Duration) -> SessionMove {
    let move = becomeReady()
    switch StreamText.answer(text, hasChecksum: hasChecksum) {
    case .garbled: return end(.lost(.garbled))
    case .nothing: return move.reporting(.nothingFound)
    case .found(let nonce, let told, let chip):
      let answer = move.reporting(.measured(plausible(told, middle))).reporting(.found(nonce, doubtful: false))
      guard let chip, learns(chip) else { return answer }
      return answer.reporting(.identified(chip))
    }
  }

  /// The board counts milliseconds in 16 bits: beyond a minute, or far from what was seen from outside, the latter holds.
  private func plausible(_ told: Duration?, _ seen: Duration) -> Duration? {
    guard let told, told <= seen + .milliseconds(100), told >= seen - .milliseconds(100) else {
      return seen > .zero ? seen : nil
    }
    return told
  }

  private mutating func becomeReady() -> SessionMove {
    state = .idle
    return .idle.reporting(.ready)
  }
}
