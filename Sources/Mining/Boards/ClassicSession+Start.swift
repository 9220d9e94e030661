internal import Units

/// The start of a conversation: is somebody there, does it hear, who is it?
extension ClassicSession {
  mutating func look(_ status: ClassicStatus?, _ since: Uptime, _ now: Uptime) -> SessionMove {
    guard let status else { return garbled(now) }
    retry.succeeded()
    guard !status.acceptsPayload else { return go(to: .clearing(tries: 0)) }
    guard now - since < timing.foreignSearchLimit else { return go(to: .doubtingEars(nil)) }
    return .poll(notBefore: now + (status.isBusy ? timing.foreignSearchPoll : timing.commandTime))
  }

  /// A board that heard `A` shows its version letter; one that stays with `?` may be deaf.
  mutating func hear(_ status: ClassicStatus?, _ tries: Int, _ now: Uptime) -> SessionMove {
    guard let status else { return garbled(now) }
    retry.succeeded()
    if status.isCleared && status.acceptsPayload {
      return layout.hasIdentity ? go(to: .naming(tries: 0)) : becomeReady()
    }
    guard tries < 4 else { return go(to: .doubtingEars(nil)) }
    // The letter may still be in progress; sending it once more does no harm.
    return go(to: tries < 2 ? .hearing(tries: tries + 1) : .clearing(tries: tries + 1), at: now + timing.commandTime)
  }

  mutating func identify(_ bytes: [UInt8], _ tries: Int, _ now: Uptime) -> SessionMove {
    if ClassicReply.isStale(Array(bytes.prefix(5)), after: lastStatus) { return go(to: .doubtingEars(nil)) }
    switch ClassicReply.identity(bytes) {
    case .chip(let chip):
      return becomeReady().reporting(.identified(chip))
    case .mixed:
      // Two boards stay mixed; a disturbance, or a board that was still writing its answer, is over in a moment.
      guard let pause = retry.next() else { return end(.unstableIdentity) }
      return go(to: .naming(tries: tries), at: now + pause)
    case .none where tries >= 2:
      // A firmware that knows no `I`; it mines all the same, under a made id.
      return becomeReady()
    case .none:
      return go(to: .naming(tries: tries + 1))
    }
  }

  /// A board that has reset itself says so and starts over; a deaf one only looks like it.
  mutating func confirmReset(_ bytes: [UInt8], _ now: Uptime) -> SessionMove {
    if ClassicReply.isStale(bytes, after: lastStatus) { return end(.deaf) }
    return begin(now).reporting(.rebooted)
  }

  /// `E` after a stale `R`, or when a board does not react: stale too means deaf.
  mutating func confirmDeafness(_ bytes: [UInt8], _ search: ClassicSearch?, _ now: Uptime) -> SessionMove {
    if ClassicReply.isStale(bytes, after: lastStatus) { return end(.deaf) }
    guard let search, ClassicReply.number(bytes) != nil else { return end(.lost(.garbled)) }
    guard !search.isOverdue(now) else { return end(.lost(.timedOut)) }
    guard retry.next() != nil else { return end(.lost(.garbled)) }
    return go(to: .fetching(search))
  }
}
