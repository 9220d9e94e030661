internal import Units

/// The start of a conversation.
extension AkkuratSession {
  /// `AKK` and revision 1. Anything else with no checksum is another firmware.
  mutating func learn(_ reply: [UInt8], _ now: Uptime) -> SessionMove {
    guard let payload = frame.payload(reply) else {
      guard let pause = retry.next(), retry.failures < 3 else { return end(.lost(.wrongDialect)) }
      return .wait(until: now + pause)
    }
    guard payload.prefix(4) == [0x41, 0x4B, 0x4B, 1] else { return end(.lost(.wrongDialect)) }
    retry.succeeded()
    return go(to: .clearing)
  }

  mutating func identify(_ reply: [UInt8], _ now: Uptime) -> SessionMove {
    switch ClassicReply.identity(reply) {
    case .chip(let chip):
      retry.succeeded()
      return go(to: .examining(then: nil)).reporting(.identified(chip))
    case .mixed:
      guard let pause = retry.next() else { return end(.unstableIdentity) }
      return .wait(until: now + pause)
    case .none: return garbled(now)
    }
  }

  mutating func examine(_ reply: [UInt8], _ job: PoolJob?, _ now: Uptime) -> SessionMove {
    guard let health = frame.payload(reply).flatMap(BoardHealth.init) else { return garbled(now) }
    retry.succeeded()
    lastHealth = now
    chipRate = health.hashRate ?? chipRate
    let move = job.map { upload($0) } ?? rest()
    return move.reporting(.health(health))
  }
}
