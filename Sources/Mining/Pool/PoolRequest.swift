internal import Units

/// What a worker says to the pool. Each is one message, one write, 7-bit, shorter than one segment, and ends with
/// nothing: a newline that arrives late would count as a message of its own.
public enum PoolRequest: Sendable, Hashable {
  /// Asks for the message of the day; only before the first JOB.
  case messageOfTheDay
  /// `JOB,<user>,<tier>,<key or None>[,<reading>]`
  case job(PoolAccount, PoolTier, PoolReading?)
  /// `<nonce>,<H/s>,<software>,<rig>,<chip id>,<wallet id>`
  case share(PoolShare)

  /// The bytes of the one write.
  public var bytes: [UInt8] { Array(text.utf8) }

  /// The message as text.
  public var text: String {
    switch self {
    case .messageOfTheDay:
      return "MOTD"
    case .job(let account, let tier, let reading):
      let head = "JOB,\(account.username),\(tier.rawValue),\(account.miningKey ?? "None")"
      return reading.map { "\(head),\($0.description)" } ?? head
    case .share(let share):
      let rate = Decimal.fixed(share.hashRate.value, 2)
      return "\(share.nonce),\(rate),\(share.software),\(share.rig),\(share.chip),\(share.walletID)"
    }
  }
}
